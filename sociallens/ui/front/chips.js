// How many messages are in view, and what narrows it: a sentence with a cross on each part.
import { html, useEffect, useRef, useState } from "./vendor/preact.js";
import { Undo } from "./card.js";

// Says the new total to those who do not see it change; nothing at the first load.
function Live({ text }) {
  const before = useRef(text);
  const [said, say] = useState("");
  useEffect(() => {
    if (before.current !== text) say(text);
    before.current = text;
  }, [text]);
  return html`<p class="unseen" role="status" data-live>${said}</p>`;
}

export function Chips({ total, chips, reset, offer, labels, words }) {
  const row = useRef(null);
  const removed = useRef(null); // the place of the chip that the reader took away
  const links = () => [...row.current.querySelectorAll("a[data-chip]")];
  useEffect(() => {
    if (removed.current === null || chips.length >= removed.current.of) return;
    const next = links()[Math.min(removed.current.at, chips.length - 1)];
    removed.current = null;
    const bar = [...document.querySelectorAll("[data-bar] :is(summary, .all)")];
    (next ?? bar.find((each) => each.checkVisibility()))?.focus();
  }, [chips]);
  const remove = (event) => {
    const link = event.target.closest("[data-drop]");
    if (link) removed.current = { at: Math.max(0, links().indexOf(link)), of: chips.length };
  };
  return html`
    <div class="chips" data-narrows="bar" ref=${row} onClickCapture=${remove}>
      <a data-total href=${total.href}>${total.text}</a>
      ${chips.map(
        (chip) => html`
          <span key=${chip.key} class="chip">
            ${chip.page && html`<a href=${chip.page}>${chip.text}</a> `}
            <a data-chip=${chip.key} data-drop data-narrow href=${chip.href} title=${labels.drop}>
              ${!chip.page && chip.text} <span aria-hidden="true">×</span>
              <span class="unseen"> ${chip.page && chip.text} ${labels.drop}</span>
            </a>
          </span>
        `,
      )}
      ${reset && html`<a class="reset" data-drop data-narrow href=${reset.href}>${reset.text}</a>`}
      ${offer && html`<a class="offer" data-offer href=${offer.href} title=${offer.title}>${offer.text}</a>`}
      <${Undo} card="bar" words=${words} />
      <${Live} text=${total.text} />
    </div>
  `;
}
