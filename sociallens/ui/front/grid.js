// Shares by two dimensions: a table whose cells are as deep as their share.
import { html } from "./vendor/preact.js";

function Cell({ cell, narrowed }) {
  if (!cell.value) return html`<td></td>`;
  return html`
    <td class=${`${cell.tone} ${narrowed && cell.selected ? "selected" : ""}`} style=${{ "--depth": `${Math.round(cell.depth * 100)}%` }}>
      <a data-narrow href=${cell.narrow} title=${cell.hover} aria-label=${cell.hover}>${cell.value}</a>
    </td>
  `;
}

export function Grid({ columns, rows, empty }) {
  if (!rows.length) return html`<p class="quiet">${empty}</p>`;
  const narrowed = rows.some((row) => row.cells.some((cell) => cell.selected === false));
  return html`
    <div class="scroll">
      <table class="grid">
        <thead>
          <tr><td></td>${columns.map((column) => html`<th scope="col">${column.text}</th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) => html`
              <tr key=${row.key}>
                <th scope="row">${row.page ? html`<a href=${row.page}>${row.label}</a>` : row.label}</th>
                ${row.cells.map((cell) => html`<${Cell} key=${cell.key} cell=${cell} narrowed=${narrowed} />`)}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}
