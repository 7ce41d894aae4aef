// The quiet corner, alike on every card: the table, what can be taken away, the definition.
import { html, useState } from "./vendor/preact.js";
import { Help, closes, left } from "./help.js";
import { Icon } from "./icons.js";
import { copied } from "./tabular.js";

const TOLD = 2_000; // milliseconds that "copied" stands

function Menu({ card, table, words, about, onFull }) {
  const [done, tell] = useState(false);
  const named = (action) => `${action}${words.colon} ${card.title}`;
  const shut = (event) => {
    const menu = event.currentTarget.closest("details");
    menu.open = false;
    menu.querySelector("summary").focus();
  };
  const copy = () =>
    copied(table).then(() => {
      tell(true);
      setTimeout(() => tell(false), TOLD);
    });
  const picture = async (event) => {
    shut(event);
    const { save } = await import("./picture.js");
    await save(card, about);
  };
  const full = (event) => {
    shut(event);
    onFull();
  };
  return html`
    <details class="menu" onKeyDown=${closes} onFocusOut=${left}>
      <summary aria-label=${named(words.download)} title=${words.download}><${Icon} name="download" /></summary>
      <div class="sheet-menu takeaway">
        ${(card.exports ?? []).map(
          (each) => html`<a href=${each.href} download aria-label=${named(each.text)}>${each.text}</a>`,
        )}
        ${card.body.kind !== "table" && html`<button type="button" aria-label=${named(words.picture)} onClick=${picture}>${words.picture}</button>`}
        <button type="button" aria-label=${named(words["copy-table"])} onClick=${copy}>${words["copy-table"]}</button>
        <span role="status" class="quiet">${done && words.copied}</span>
        ${onFull && html`<button type="button" aria-label=${named(words.full)} onClick=${full}>${words.full}</button>`}
      </div>
    </details>
  `;
}

export function Corner({ card, table, asTable, onTable, onFull, words, about }) {
  const toggles = card.body.kind !== "table" && table;
  return html`
    <div class="corner">
      ${toggles &&
      html`<button type="button" aria-pressed=${String(asTable)} title=${words["as-table"]}
        aria-label=${`${words["as-table"]}${words.colon} ${card.title}`} onClick=${onTable}><${Icon} name="table" /></button>`}
      ${table && html`<${Menu} card=${card} table=${table} words=${words} about=${about} onFull=${onFull} />`}
      <${Help} text=${card.help} title=${card.title} words=${words} />
    </div>
  `;
}
