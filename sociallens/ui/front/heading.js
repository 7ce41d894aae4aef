// The answer on top of a page: its title, and the facts behind it.
import { html } from "./vendor/preact.js";

export function Heading({ crumbs = [], text, detail }) {
  return html`
    <header class="heading">
      ${crumbs.length > 0 &&
      html`<nav class="crumbs">${crumbs.map((crumb) => html`<a href=${crumb.href}>${crumb.text}</a> › `)}</nav>`}
      <h1>${text}</h1>
      ${detail && html`<p class="quiet">${detail}</p>`}
    </header>
  `;
}

const SIGNS = { worse: "▲", better: "▼", waiting: "●", neutral: "" };

function Clause({ text, href }) {
  return href ? html`<a href=${href}>${text}</a>` : text;
}

export function Facts({ title, items }) {
  return html`
    <section class="facts">
      ${title && html`<h2 class="unseen">${title}</h2>`}
      <ul>
        ${items.map(
          (item) => html`
            <li key=${item.key} class=${item.tone}>
              <span class="sign" aria-hidden="true">${SIGNS[item.tone]}</span>
              <div>
                <p>
                  <strong><${Clause} ...${item.lead} /></strong>
                  ${(item.clauses ?? []).map((clause) => html`<${Clause} ...${clause} />`)}
                </p>
                ${item.detail && html`<p class="quiet">${item.detail}</p>`}
              </div>
              ${item.more && html`<a class="more" href=${item.more.href}>${item.more.text} →</a>`}
            </li>
          `,
        )}
      </ul>
    </section>
  `;
}
