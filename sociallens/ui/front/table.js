// Rows to look up: a real table, whose headers sort it where the column says so.
import { html, useState } from "./vendor/preact.js";

function order(rows, place, down) {
  if (place === null) return rows;
  const value = (row) => row.cells[place].value ?? row.cells[place].text;
  const missing = (row) => row.cells[place].value === null;
  const compare = (a, b) => {
    const [one, other] = [value(a), value(b)];
    return typeof one === "number" ? one - other : String(one).localeCompare(String(other));
  };
  return [...rows].sort((a, b) => missing(a) - missing(b) || (down ? compare(b, a) : compare(a, b)));
}

export function Table({ columns, rows, empty }) {
  const [sorted, sort] = useState({ place: null, down: true });
  if (!rows.length) return html`<p class="quiet">${empty}</p>`;
  const head = (column, place) => {
    const current = sorted.place === place;
    if (!column.sort) return column.text;
    return html`
      <button type="button" onClick=${() => sort({ place, down: current ? !sorted.down : true })}>
        ${column.text} <span aria-hidden="true">${current ? (sorted.down ? "↓" : "↑") : ""}</span>
      </button>
    `;
  };
  const direction = (place) => (sorted.place === place ? (sorted.down ? "descending" : "ascending") : undefined);
  return html`
    <div class="scroll">
      <table class="table">
        <thead>
          <tr>
            ${columns.map(
              (column, place) => html`
                <th key=${column.key} scope="col" class=${column.numeric ? "numeric" : ""} aria-sort=${direction(place)}>
                  ${head(column, place)}
                </th>
              `,
            )}
          </tr>
        </thead>
        <tbody>
          ${order(rows, sorted.place, sorted.down).map(
            (row) => html`
              <tr key=${row.key} class=${`${row.selected ? "selected" : ""} ${row.mine ? "mine" : ""}`}>
                ${row.cells.map((cell, place) => {
                  const Tag = place ? "td" : "th";
                  const words = cell.href ? html`<a href=${cell.href}>${cell.text}</a>` : cell.text;
                  return html`<${Tag} scope=${place ? undefined : "row"} class=${columns[place].numeric ? "numeric" : ""}
                    data-column=${columns[place].text}>${words}<//>`;
                })}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}
