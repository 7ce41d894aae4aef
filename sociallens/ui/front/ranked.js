// Values of one dimension as a table with lengths: bars of shares, dots of rates.
import { html, useState } from "./vendor/preact.js";
import { More } from "./more.js";

export const MOST = 10; // bars before a list folds; dots are compared: those without one fold
const ENDS = 30; // dots from the top, and as many from the bottom, that many hundreds fold to
const ROOM = 0.02; // of the scale of dots, left of the lowest and right of the highest
const along = (share) => `${(share * 100).toFixed(2)}%`;

// From zero for bars, for their length is the figure; around the figures for dots.
export function scaled(rows, dots, benchmark) {
  const figures = rows.flatMap((row) => [row.bar, row.low, row.high, row.tick]).concat(benchmark?.at);
  const known = figures.filter((figure) => figure != null);
  if (!dots) return { from: 0, to: Math.max(...known, 0) || 1, steps: [] };
  const [least, most] = known.length ? [Math.min(...known), Math.max(...known)] : [0, 1];
  const step = most - least > 0.4 ? 0.2 : most - least > 0.2 ? 0.1 : 0.05;
  const from = Math.max(0, Math.floor(least / step + 1e-9) * step);
  const to = Math.min(1, Math.ceil(most / step - 1e-9) * step);
  const steps = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, place) => from + place * step);
  return { from: from - ROOM * (to - from), to: to + ROOM * (to - from), steps };
}

function Track({ row, scale, dots, benchmark }) {
  const share = (figure) => Math.min(Math.max((figure - scale.from) / (scale.to - scale.from), 0), 1);
  const at = (figure) => along(share(figure));
  return html`
    <span class="track" aria-hidden="true">
      ${scale.steps.map((step) => html`<i class="step" style=${{ left: at(step) }} />`)}
      ${benchmark && html`<i class="benchmark" style=${{ left: at(benchmark.at) }} />`}
      ${!dots && row.bar != null && html`<i class="bar" style=${{ width: at(row.bar) }} />`}
      ${row.low != null &&
      html`<i class="interval" style=${{ left: at(row.low), width: along(share(row.high) - share(row.low)) }} />`}
      ${dots && row.bar != null && html`<i class="dot" style=${{ left: at(row.bar) }} />`}
      ${row.tick != null && html`<i class="tick" style=${{ left: at(row.tick) }} />`}
    </span>
  `;
}

function Row({ row, scale, dots, benchmark, narrowed, after, words }) {
  const chosen = narrowed && row.selected;
  const inside = html`
    <${Track} row=${row} scale=${scale} dots=${dots} benchmark=${benchmark} />
    <span class="value">${row.value}</span>
  `;
  return html`
    <li class=${`${row.tone ?? ""} ${chosen ? "selected" : ""} ${row.mine ? "mine" : ""} ${after ? "after" : ""}`}>
      ${row.page ? html`<a class="label" href=${row.page}>${row.label}</a>` : html`<span class="label">${row.label}</span>`}
      ${row.narrow
        ? html`<a class="mark" data-narrow href=${row.narrow} data-tip=${row.hover} aria-label=${row.hover} aria-current=${chosen ? "true" : undefined}>${inside}</a>`
        : html`<span class="mark" data-tip=${row.hover}>${inside}</span>`}
      ${row.messages
        ? html`<a class="count" href=${row.messages} aria-label=${`${row.label}, ${words.messages}${words.colon} ${row.count}`}>${row.count}</a>`
        : html`<span class="count">${row.count}</span>`}
      ${row.verdict && html`<span class=${`verdict ${row.verdict.tone ?? ""}`}>${row.verdict.text}</span>`}
    </li>
  `;
}

// One line above all rows says what they are held against; below them stands the scale.
function Axis({ scale, marks, kind }) {
  const at = (figure) => along((figure - scale.from) / (scale.to - scale.from));
  return html`
    <li class=${kind} aria-hidden="true">
      <span class="track">${marks.map(({ figure, text }) => html`<i style=${{ left: at(figure) }}>${text}</i>`)}</span>
    </li>
  `;
}

export function Ranked({ rows, rest, note, dots = false, benchmark, empty, words, percent }) {
  const [all, open] = useState(false);
  if (!rows.length) return html`<p class="quiet">${empty}</p>`;
  const scale = scaled(rows, dots, benchmark);
  const narrowed = rows.some((row) => row.selected === false);
  const drawn = rows.filter((row) => row.bar != null).length;
  const many = drawn > 2 * ENDS + MOST;
  const ends = (place) => !many || place < ENDS || (place >= drawn - ENDS && place < drawn);
  const first = (row, place) => (dots ? !drawn || (row.bar != null && ends(place)) : place < MOST);
  const kept = (row, place) => all || first(row, place) || (narrowed && row.selected) || row.mine;
  const most = !dots ? MOST : many ? 2 * ENDS : drawn || rows.length;
  const folds = rows.length > most + 1;
  const shown = folds ? rows.filter(kept) : rows;
  const common = { scale, dots, benchmark, narrowed, words };
  return html`
    <ol class=${`ranked ${dots ? "dots" : ""} ${narrowed ? "narrowed" : ""}`} style=${{ "--rows": shown.length + 2 }}>
      ${benchmark && html`<${Axis} kind="above" scale=${scale} marks=${[{ figure: benchmark.at, text: benchmark.text }]} />`}
      ${shown.map((row, place) => html`<${Row} key=${row.key} row=${row} after=${dots && place > 0 && rows.indexOf(shown[place - 1]) < rows.indexOf(row) - 1} ...${common} />`)}
      ${folds && !all && rest && shown.length === MOST && html`<${Row} key="" row=${rest} ...${common} />`}
      ${dots && html`<${Axis} kind="below" scale=${scale} marks=${scale.steps.map((figure) => ({ figure, text: percent(figure) }))} />`}
    </ol>
    ${folds && html`<${More} count=${rows.length} most=${most} all=${all} open=${open} words=${words} />`}
    ${note && html`<p class="quiet">${note}</p>`}
  `;
}
