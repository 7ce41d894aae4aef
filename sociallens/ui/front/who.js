// Who labels: asked once, remembered by the browser, sent with each act.
import { html, useEffect, useRef, useState } from "./vendor/preact.js";
import { storage } from "./mine.js";

const KEY = "sociallens-who";
const LONGEST = 40; // signs of a name

function Asking({ words, onName, onClose }) {
  const dialog = useRef(null);
  useEffect(() => dialog.current.showModal(), []);
  const submit = (event) => {
    event.preventDefault();
    const name = event.currentTarget.elements.who.value.trim();
    if (!name) return;
    dialog.current.close(); // which gives the focus back
    onName(name);
  };
  return html`
    <dialog class="card asking" ref=${dialog} aria-label=${words.who} onClose=${onClose}>
      <form onSubmit=${submit}>
        <label>${words.who}<input name="who" required autofocus autocomplete="name" maxlength=${LONGEST} defaultValue=${storage.get(KEY) ?? ""} /></label>
        <p class="quiet">${words["who-help"]}</p>
        <div class="ways">
          <button class="main">${words.sign}</button>
          <button type="button" onClick=${() => dialog.current.close()}>${words.cancel}</button>
        </div>
      </form>
    </dialog>
  `;
}

// `sign(name, given)` asks for an act under the reader's name; `dialog` is to be drawn somewhere.
export function useSigned(act, words) {
  const [waiting, wait] = useState(null);
  const sign = (name, given) => {
    const who = storage.get(KEY);
    if (who) act(name, { ...given, who });
    else wait({ name, given });
  };
  const named = (who) => {
    storage.set(KEY, who);
    wait(null);
    if (waiting.name) act(waiting.name, { ...waiting.given, who });
  };
  const dialog = waiting && html`<${Asking} words=${words} onName=${named} onClose=${() => wait(null)} />`;
  return { sign, dialog, rename: () => wait({}) };
}

export function Signed({ words, rename }) {
  const who = storage.get(KEY);
  if (!who) return null;
  return html`<p class="quiet signed">${words.signed} <strong>${who}</strong> <button type="button" onClick=${rename}>${words.rename}</button></p>`;
}
