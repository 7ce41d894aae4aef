// Messages in a list: each a link to itself.
import { html } from "./vendor/preact.js";
import { Chips, Segments } from "./segments.js";

// `pick`: which of them are picked, and what picks one; only where several can be labelled at once.
export function Excerpts({ items, pick }) {
  return html`
    <ul class="excerpts">
      ${items.map(
        (item) => html`
          <li key=${item.key}>
            ${pick && html`<label class="picks-it"><input type="checkbox" checked=${pick.picked.includes(item.key)}
              aria-label=${`${pick.text} ${item.facts}, ${item.when}`} onChange=${() => pick.toggle(item.key)} /></label>`}
            <a href=${item.href} aria-current=${item.current ? "true" : undefined}>
              <span class="facts-line"><span>${item.facts}</span><span>${item.when}</span></span>
              <span class="words"><${Segments} pieces=${item.text} /></span>
              <${Chips} chips=${item.chips}>${item.more && html`<span class="others">${item.more.text}</span>`}<//>
            </a>
          </li>
        `,
      )}
    </ul>
  `;
}

// The body of a card: a few that tell most.
export function Messages({ items, more, empty }) {
  if (!items.length) return html`<p class="quiet">${empty}</p>`;
  return html`
    <${Excerpts} items=${items} />
    ${more && html`<p class="more"><a href=${more.href}>${more.text} →</a></p>`}
  `;
}
