// The values of a filter: asked for when it is opened, so that a click elsewhere counts none.
import { html, useEffect, useRef, useState } from "./vendor/preact.js";
import { Menu } from "./bar.js";

const held = { options: {}, act: null, redraw: new Set() };

// An element of its own: what it asks for runs no page.
export function Options({ act, words, kind, ...options }) {
  useEffect(() => {
    held.act = act;
    if (options.filter) held.options[options.filter] = options;
    for (const redraw of held.redraw) redraw((count) => count + 1);
  }, [options]);
  return null;
}

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function Values({ filter, options, labels, act }) {
  const [picked, pick] = useState(null); // what was clicked, until the answer is there
  const [text, search] = useState("");
  const timer = useRef(0);
  useEffect(() => pick(null), [options]);
  const chosen = picked?.values ?? options.values.filter((value) => value.chosen).map((value) => value.key);
  const leaveOut = picked?.except ?? Boolean(filter.excluding);
  const choose = (values, except) => {
    pick({ values, except });
    act("choose", { filter: filter.name, values, except, search: options.search });
  };
  const toggle = (key) =>
    choose(chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key], leaveOut);
  const look = (wanted) => {
    search(wanted);
    clearTimeout(timer.current);
    // Where one message does not hold all values, the server looks for the name among all.
    if (options.rest || options.search) {
      timer.current = setTimeout(() => held.act("open", { filter: filter.name, search: wanted }), 250);
    }
  };
  const shown = options.values.filter((value) => plain(value.text).includes(plain(text)));
  return html`
    ${options.searchable && html`<input type="search" class="search" aria-label=${labels.search}
      placeholder=${labels.search} value=${text} onInput=${(event) => look(event.target.value)} />`}
    <div class="options">
      ${shown.map(
        (value) => html`
          <label key=${value.key} class=${`option ${value.none ? "none" : ""}`}>
            <input type="checkbox" value=${value.key} checked=${chosen.includes(value.key)} onChange=${() => toggle(value.key)} />
            <span>${value.text}</span> <span class="count">${value.count}</span>
          </label>
        `,
      )}
      ${!shown.length && html`<p class="quiet">${labels.nothing}</p>`}
      ${options.rest > 0 && html`<p class="quiet">${labels.rest}</p>`}
    </div>
    <div class="foot">
      <label class="option"><input type="checkbox" role="switch" checked=${leaveOut} disabled=${!chosen.length}
        onChange=${(event) => choose(chosen, event.target.checked)} /> ${labels.except}</label>
      <button type="button" disabled=${!chosen.length} onClick=${() => choose([], false)}>${labels.clear}</button>
    </div>
  `;
}

export function useOptions(name, open) {
  const [, redraw] = useState(0);
  useEffect(() => {
    held.redraw.add(redraw);
    return () => held.redraw.delete(redraw);
  }, []);
  useEffect(() => {
    if (open) held.act?.("open", { filter: name, search: "" });
  }, [open]);
  return held.options[name];
}

export function Picker({ filter, group, labels, act }) {
  return html`
    <${Menu} name=${filter.name} text=${filter.title} chosen=${filter.chosen} group=${group}>
      ${(open) => html`<${Opened} filter=${filter} open=${open} labels=${labels} act=${act} />`}
    <//>
  `;
}

function Opened({ filter, open, labels, act }) {
  const options = useOptions(filter.name, open);
  if (!options) return html`<p class="quiet" aria-busy="true">…</p>`;
  return html`<${Values} filter=${filter} options=${options} labels=${labels} act=${act} />`;
}
