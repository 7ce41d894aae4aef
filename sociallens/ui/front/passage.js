// Words to read, and where one can go from here.
import { html } from "./vendor/preact.js";

export function Passage({ name, title, paragraphs = [], links = [], tone = "" }) {
  return html`
    <section class=${`passage ${tone}`} data-passage=${name} aria-label=${title}>
      ${title && html`<h2>${title}</h2>`}
      ${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
      ${links.length > 0 &&
      html`<ul class="ways">
        ${links.map((link) => html`<li key=${link.text}>${link.href ? html`<a href=${link.href}>${link.text}</a>` : link.text}</li>`)}
      </ul>`}
    </section>
  `;
}
