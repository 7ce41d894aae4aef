// The headline numbers, side by side in one frame.
import { html } from "./vendor/preact.js";
import { Help } from "./help.js";

export function Strip({ items, words }) {
  return html`
    <dl class="strip">
      ${items.map(
        (item) => html`
          <div key=${item.name} data-figure=${item.name}>
            <dt>${item.title} <${Help} text=${item.help} title=${item.title} words=${words} /></dt>
            <dd>
              <span class="value">${item.href ? html`<a href=${item.href}>${item.value}</a>` : item.value}</span>
              ${item.counted && html`<span class="counted">${item.counted}</span>`}
              ${(item.lines ?? []).map((line) => html`<span class=${`line ${line.tone ?? ""}`}>${line.text}</span>`)}
            </dd>
          </div>
        `,
      )}
    </dl>
  `;
}
