// Shares by two dimensions: a table whose cells are as deep as their share. Where there is no
// room for many columns, a list: each row's largest shares in words.
import { html, useState } from "./vendor/preact.js";
import { More } from "./more.js";

const MOST = 8; // rows before the reader asks for all
const SPARED = 3; // rows that are not worth a fold
const FITS = 4; // columns that fit on a phone
const LARGEST = 3; // shares of a row in the list

function Cell({ cell, narrowed }) {
  if (!cell.value) return html`<td></td>`;
  return html`
    <td class=${`${cell.tone} ${narrowed && cell.selected ? "selected" : ""}`} style=${{ "--depth": `${Math.round(cell.depth * 100)}%` }}>
      <a data-narrow href=${cell.narrow} data-tip=${cell.hover} aria-label=${cell.hover}>${cell.value}</a>
    </td>
  `;
}

function Name({ row }) {
  return row.page ? html`<a href=${row.page}>${row.label}</a>` : row.label;
}

function Largest({ row, columns }) {
  const cells = row.cells.map((cell, place) => ({ ...cell, column: columns[place].text }));
  const largest = cells.filter((cell) => cell.value).sort((one, other) => other.depth - one.depth).slice(0, LARGEST);
  return html`
    <li>
      <strong><${Name} row=${row} /></strong>
      ${largest.map((cell) => html`<a key=${cell.key} data-narrow href=${cell.narrow} aria-label=${cell.hover}><span>${cell.column}</span> <b>${cell.value}</b></a>`)}
    </li>
  `;
}

export function Grid({ columns, rows, empty, words }) {
  const [all, open] = useState(false);
  if (!rows.length) return html`<p class="quiet">${empty}</p>`;
  const narrowed = rows.some((row) => row.cells.some((cell) => cell.selected === false));
  const most = rows.length > MOST + SPARED ? MOST : rows.length;
  const shown = all ? rows : rows.slice(0, most);
  const wide = columns.length > FITS;
  return html`
    <table class=${`grid ${wide ? "wide" : ""}`}>
      <thead>
        <tr><td></td>${columns.map((column) => html`<th scope="col">${column.text}</th>`)}</tr>
      </thead>
      <tbody>
        ${shown.map(
          (row) => html`
            <tr key=${row.key}>
              <th scope="row"><${Name} row=${row} /></th>
              ${row.cells.map((cell) => html`<${Cell} key=${cell.key} cell=${cell} narrowed=${narrowed} />`)}
            </tr>
          `,
        )}
      </tbody>
    </table>
    ${wide && html`<ul class="largest">${shown.map((row) => html`<${Largest} key=${row.key} row=${row} columns=${columns} />`)}</ul>`}
    <${More} count=${rows.length} most=${most} all=${all} open=${open} words=${words} />
  `;
}
