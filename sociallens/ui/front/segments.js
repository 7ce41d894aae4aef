// A text of somebody's in pieces, those that matter marked: text nodes, whatever it holds.
import { html } from "./vendor/preact.js";

export function Segments({ pieces }) {
  return pieces.map(({ text, mark }) => (mark ? html`<mark class=${mark}>${text}</mark>` : text));
}

export function Chips({ chips, children }) {
  if (!chips.length && !children) return null;
  return html`
    <span class="labels">
      ${chips.map((chip) => html`<span class=${`label ${chip.tone ?? ""}`}>${chip.text}</span>`)}
      ${children}
    </span>
  `;
}
