// A card: one question, its answer, and the same quiet corner everywhere.
import { html, useEffect, useRef, useState } from "./vendor/preact.js";
import { Corner } from "./corner.js";
import { Grid } from "./grid.js";
import { Icon } from "./icons.js";
import { last } from "./links.js";
import { Messages } from "./messages.js";
import { Plot } from "./plot.js";
import { Ranked } from "./ranked.js";
import { Table } from "./table.js";
import { tabular, written } from "./tabular.js";

const BODIES = { grid: Grid, messages: Messages, plot: Plot, ranked: Ranked, table: Table };
const UNDO = 10_000; // milliseconds that the way back stands where a click narrowed

export function Undo({ card, words }) {
  const [, redraw] = useState(0);
  const left = last.card === card ? last.at + UNDO - Date.now() : 0;
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => redraw((count) => count + 1), left);
    return () => clearTimeout(timer);
  });
  return left > 0 && html`<p class="undo"><a href=${last.href}>${words.undo}</a></p>`;
}

function Content({ card, words, about, act, onFull }) {
  const [asTable, show] = useState(false);
  const percent = written(about.percent);
  const table = tabular(card.body, words, percent);
  const Body = asTable ? Table : BODIES[card.body.kind];
  return html`
    <div class="head">
      <div>
        <h2>${card.title}</h2>
        ${card.subtitle && html`<p class="quiet">${card.subtitle}</p>`}
      </div>
      <${Corner} card=${card} table=${table?.rows.length && table} asTable=${asTable} onTable=${() => show(!asTable)}
        onFull=${onFull} words=${words} about=${about} />
    </div>
    <div class="body"><${Body} ...${asTable ? table : card.body} words=${words} title=${card.title} percent=${percent} act=${act} /></div>
  `;
}

function Full({ card, words, about, act, onClose }) {
  const dialog = useRef(null);
  useEffect(() => dialog.current.showModal(), []);
  return html`
    <dialog class="card full" ref=${dialog} aria-label=${card.title} onClose=${onClose}>
      <button type="button" class="close" aria-label=${words.close} onClick=${() => dialog.current.close()}><${Icon} name="close" /></button>
      <${Content} card=${card} words=${words} about=${about} act=${act} />
    </dialog>
  `;
}

export function Card({ words, about, act, ...card }) {
  const [full, fill] = useState(false);
  return html`
    <section class="card" data-card=${card.name} data-narrows=${card.name} aria-label=${card.title}>
      <${Undo} card=${card.name} words=${words} />
      <${Content} card=${card} words=${words} about=${about} act=${act} onFull=${() => fill(true)} />
      ${full && html`<${Full} card=${card} words=${words} about=${about} act=${act} onClose=${() => fill(false)} />`}
    </section>
  `;
}
