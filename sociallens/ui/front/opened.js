// The open message: as it was written, what it is said to be and why, and the exchange around it.
import { html } from "./vendor/preact.js";
import { Labels } from "./correct.js";
import { Chips, Segments } from "./segments.js";

function Exports({ exports }) {
  return (exports ?? []).map(
    (each) => html`<a href=${each.href} download aria-label=${each.title}>${each.text}</a>`,
  );
}

function Exchange({ title, turns, note, exports }) {
  return html`
    <section class="exchange">
      <div class="head"><h3>${title}</h3><div class="corner"><${Exports} exports=${exports} /></div></div>
      <ol>
        ${turns.map(
          (turn) => html`
            <li key=${turn.key} class=${`${turn.side} ${turn.opened ? "here" : ""}`}>
              <p class="quiet">${turn.facts}${turn.opened && html` · <strong>${turn.opened}</strong>`}</p>
              <p class="words"><${Segments} pieces=${turn.text} /></p>
            </li>
          `,
        )}
      </ol>
      ${note && html`<p class="quiet">${note}</p>`}
    </section>
  `;
}

export function Opened({ title, facts, source, text, chips, labels, tasks, onSave, words, why, why_title, exchange }) {
  return html`
    <h2 class="unseen">${title}</h2>
    <p class="quiet">
      ${facts}
      ${source && html` · <a class="source" href=${source.href} target="_blank" rel="noopener noreferrer" title=${source.title}>${source.text} ↗</a>`}
    </p>
    <p class="words whole"><${Segments} pieces=${text} /></p>
    ${labels
      ? html`<${Labels} labels=${labels} tasks=${tasks} onSave=${onSave} none=${words.none} words=${words} />`
      : html`<${Chips} chips=${chips} />`}
    ${why.length > 0 &&
    html`<section class="why"><h3>${why_title}</h3>${why.map((line) => html`<p class="quiet">${line}</p>`)}</section>`}
    ${exchange && html`<${Exchange} ...${exchange} />`}
  `;
}
