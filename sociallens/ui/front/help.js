// The definition behind a small question mark.
import { html } from "./vendor/preact.js";

export function closes(event) {
  if (event.key !== "Escape") return;
  const menu = event.currentTarget;
  if (!menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
  event.stopPropagation();
}

// A menu that loses the focus closes, so that none stays open behind another.
export function left(event) {
  const menu = event.currentTarget;
  if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
}

export function Help({ text, title, words }) {
  if (!text) return null;
  const paragraphs = text.split("\n\n");
  return html`
    <details class="menu help" onKeyDown=${closes} onfocusout=${left}>
      <summary aria-label=${`${words.help} ${title}`}>?</summary>
      <div class="sheet-menu">${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}</div>
    </details>
  `;
}
