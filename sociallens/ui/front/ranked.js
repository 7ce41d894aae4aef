// Values of one dimension as a table with lengths: bars of shares, dots of rates.
import { html } from "./vendor/preact.js";

const percent = (share) => `${(share * 100).toFixed(2)}%`;

function Track({ row, scale, dots }) {
  const at = (share) => percent(Math.min(Math.max(share / scale, 0), 1));
  return html`
    <span class="track" aria-hidden="true">
      ${!dots && row.bar != null && html`<i class="bar" style=${{ width: at(row.bar) }} />`}
      ${row.low != null &&
      html`<i class="interval" style=${{ left: at(row.low), width: percent((row.high - row.low) / scale) }} />`}
      ${dots && row.bar != null && html`<i class="dot" style=${{ left: at(row.bar) }} />`}
      ${row.tick != null && html`<i class="tick" style=${{ left: at(row.tick) }} />`}
    </span>
  `;
}

export function Ranked({ rows, note, dots = false, empty, words }) {
  if (!rows.length) return html`<p class="quiet">${empty}</p>`;
  const reach = Math.max(...rows.flatMap((row) => [row.bar ?? 0, row.high ?? 0, row.tick ?? 0]));
  const scale = dots ? 1 : reach || 1;
  const narrowed = rows.some((row) => row.selected === false);
  return html`
    <ol class=${`ranked ${dots ? "dots" : ""} ${narrowed ? "narrowed" : ""}`}>
      ${rows.map(
        (row) => html`
          <li key=${row.key} class=${`${row.tone ?? ""} ${narrowed && row.selected ? "selected" : ""} ${row.mine ? "mine" : ""}`}>
            ${row.page
              ? html`<a class="label" href=${row.page}>${row.label}</a>`
              : html`<span class="label">${row.label}</span>`}
            <a class="mark" data-narrow href=${row.narrow} title=${row.hover}
              aria-label=${row.hover} aria-current=${narrowed && row.selected ? "true" : undefined}>
              <${Track} row=${row} scale=${scale} dots=${dots} />
              <span class="value">${row.value}</span>
            </a>
            ${row.messages
              ? html`<a class="count" href=${row.messages} aria-label=${`${row.label}, ${words.messages} ${row.count}`}>${row.count}</a>`
              : html`<span class="count">${row.count}</span>`}
            ${row.verdict && html`<span class=${`verdict ${row.verdict.tone ?? ""}`}>${row.verdict.text}</span>`}
          </li>
        `,
      )}
    </ol>
    ${note && html`<p class="quiet">${note}</p>`}
  `;
}
