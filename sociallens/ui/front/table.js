// Rows to look up and to sort. Figures stand at the right; what has none sorts last.
import { html, useState } from "./vendor/preact.js";
import { More } from "./more.js";
import { Ask } from "./panel.js";
import { useSigned } from "./who.js";

const PAGE = 100; // rows drawn before the reader asks for all
const FITS = 4; // columns that a phone shows as a table
const CARDS = 8; // rows drawn as cards on a phone before the reader asks for all
const PHONE = matchMedia("(max-width: 640px)");
const NONE = "–";

function ordered(rows, sort) {
  if (!sort) return rows;
  const value = (row) => row.cells[sort.place].value ?? null;
  const compare = (one, other) => (typeof one === "string" ? one.localeCompare(other) : one - other);
  return [...rows].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === null || b === null) return (a === null) - (b === null);
    return sort.direction * compare(a, b);
  });
}

// Figures are sorted from the largest first, words from A; the third click restores the order.
function next(sort, place, numeric) {
  const first = numeric ? -1 : 1;
  if (sort?.place !== place) return { place, direction: first };
  return sort.direction === first ? { place, direction: -first } : null;
}

function Head({ column, place, sort, onSort }) {
  const kind = `${column.numeric ? "numeric" : ""} ${column.headline ? "headline" : ""}`;
  if (column.sort === false) return html`<th scope="col" class=${kind}>${column.text}</th>`;
  const mine = sort?.place === place ? sort.direction : 0;
  return html`
    <th scope="col" class=${kind} aria-sort=${["descending", "none", "ascending"][mine + 1]}>
      <button type="button" onClick=${() => onSort(next(sort, place, column.numeric))}>
        ${column.text}<span class="order" aria-hidden="true">${["▾", "", "▴"][mine + 1]}</span>
      </button>
    </th>
  `;
}

function Cell({ cell, column, first, sign, words: told }) {
  const words = cell.text || NONE;
  const href = cell.text ? (cell.narrow ?? cell.href) : null;
  const content = cell.asks ? html`<${Ask} text=${words} asks=${cell.asks} sign=${sign} words=${told} />` : href ? html`<a href=${href} data-narrow=${cell.narrow ? "" : undefined}>${words}</a>` : words;
  if (first) return html`<th scope="row">${content}</th>`;
  return html`<td class=${`${column.numeric ? "numeric" : ""} ${column.headline ? "headline" : ""}`} data-label=${column.text}>${content}</td>`;
}

export function Table({ columns, rows, empty, title, words, act }) {
  const { sign, dialog } = useSigned(act, words);
  const [sort, order] = useState(null);
  const [all, open] = useState(false);
  if (!rows.length) return html`<p class="quiet">${empty}</p>`;
  const narrowed = rows.some((row) => row.selected === false);
  const most = PHONE.matches && columns.length > FITS ? CARDS : PAGE;
  const shown = ordered(rows, sort).slice(0, all ? undefined : most);
  return html`
    <div class="scroll" tabindex="0" role="group" aria-label=${title}>
      <table class=${`figures ${columns.length > FITS ? "many" : ""} ${narrowed ? "narrowed" : ""}`}>
        <thead>
          <tr>${columns.map((column, place) => html`<${Head} key=${column.key} column=${column} place=${place} sort=${sort} onSort=${order} />`)}</tr>
        </thead>
        <tbody>
          ${shown.map(
            (row) => html`
              <tr key=${row.key} class=${`${narrowed && row.selected ? "selected" : ""} ${row.mine ? "mine" : ""}`}>
                ${columns.map((column, place) => html`<${Cell} key=${column.key} cell=${row.cells[place]} column=${column} first=${place === 0} sign=${sign} words=${words} />`)}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
    <${More} count=${rows.length} most=${most} all=${all} open=${open} words=${words} />
    ${dialog}
  `;
}
