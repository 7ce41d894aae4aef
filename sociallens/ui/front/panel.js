// Words to read and what can be done about them; the parts of a page.
import { html, useState } from "./vendor/preact.js";
import { Signed, useSigned } from "./who.js";

// A button that asks for an act, once more before what cannot be taken back in one step.
export function Ask({ text, asks, sign, words, kind = "" }) {
  const [sure, ask] = useState(false);
  const go = () => {
    ask(false);
    sign(asks.name, asks.given);
  };
  if (!sure) return html`<button type="button" class=${kind} onClick=${asks.confirm ? () => ask(true) : go}>${text}</button>`;
  return html`
    <span class="sure" role="group" aria-label=${asks.confirm}>
      ${asks.confirm} <button type="button" class="main" onClick=${go}>${text}</button>
      <button type="button" onClick=${() => ask(false)}>${words.cancel}</button>
    </span>
  `;
}

export function Panel({ title, paragraphs, buttons, links, words, act }) {
  const { sign, dialog, rename } = useSigned(act, words);
  return html`
    <section class="panel" aria-label=${title}>
      <h2>${title}</h2>
      ${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
      ${(buttons.length > 0 || links.length > 0) && html`
        <div class="ways">
          ${buttons.map((button, place) => html`<${Ask} key=${button.text} ...${button} kind=${place || button.asks.confirm ? "" : "main"} sign=${sign} words=${words} />`)}
          ${links.map((link) => html`<a key=${link.text} class="way" href=${link.href}>${link.text}</a>`)}
        </div>`}
      ${buttons.length > 0 && html`<${Signed} words=${words} rename=${rename} />`}
      ${dialog}
    </section>
  `;
}

export function Tabs({ label, items }) {
  return html`
    <nav class="tabs" aria-label=${label}>
      ${items.map((item) => html`<a key=${item.text} href=${item.href} aria-current=${item.here ? "true" : undefined}>${item.text}</a>`)}
    </nav>
  `;
}
