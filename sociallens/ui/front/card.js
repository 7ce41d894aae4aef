// A card: one question, its answer, and the same quiet corner everywhere.
import { html, useEffect, useState } from "./vendor/preact.js";
import { Grid } from "./grid.js";
import { Help } from "./help.js";
import { last } from "./links.js";
import { Plot } from "./plot.js";
import { Ranked } from "./ranked.js";

const BODIES = { grid: Grid, plot: Plot, ranked: Ranked };
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

export function Card({ name, title, subtitle, help, exports, body, words }) {
  const Body = BODIES[body.kind];
  return html`
    <section class="card" data-card=${name} data-narrows=${name} aria-label=${title}>
      <div class="head">
        <div>
          <h2>${title}</h2>
          ${subtitle && html`<p class="quiet">${subtitle}</p>`}
        </div>
        <div class="corner">
          ${(exports ?? []).map(
            (each) => html`<a href=${each.href} download aria-label=${each.title}>${each.text}</a>`,
          )}
          <${Help} text=${help} title=${title} words=${words} />
        </div>
      </div>
      <${Undo} card=${name} words=${words} />
      <${Body} ...${body} words=${words} title=${title} />
    </section>
  `;
}
