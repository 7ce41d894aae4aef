// What was just saved, with the way back for a while; what could not be saved stays.
import { html, useEffect, useLayoutEffect, useState } from "./vendor/preact.js";
import { useSigned } from "./who.js";
import { typing } from "./typing.js";

const STANDS = 12_000; // milliseconds
const first = new Map(); // id -> when it was first shown: other pages show it again

export function Done({ id, text, undo, problem, words, act }) {
  const [, redraw] = useState(0);
  const { sign, dialog } = useSigned(act, words);
  if (!first.has(id)) first.set(id, Date.now());
  const left = problem ? STANDS : first.get(id) + STANDS - Date.now();
  useEffect(() => {
    if (left <= 0 || problem) return undefined;
    const timer = setTimeout(() => redraw((count) => count + 1), left);
    return () => clearTimeout(timer);
  });
  useLayoutEffect(() => { // what is told can be taken back by its key
    if (!undo) return undefined;
    const press = (event) => {
      if (event.key !== "u" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      sign("undo", {});
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
  return html`
    <div class=${`saved ${problem ? "problem" : ""} ${left > 0 ? "" : "unseen"}`} role="status">
      <span>${text}</span>
      ${undo && html`<button type="button" data-undo onClick=${() => sign("undo", {})}>${words.undo}</button>`}
    </div>
    ${dialog}
  `;
}
