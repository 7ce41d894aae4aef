// Messages to read: a list and, beside it, the open one; on a phone one, then the other.
import { html, useEffect, useLayoutEffect, useRef, useState } from "./vendor/preact.js";
import { Several } from "./correct.js";
import { Help, closes, left } from "./help.js";
import { Excerpts } from "./messages.js";
import { Opened } from "./opened.js";
import { typing } from "./typing.js";
import { useSigned } from "./who.js";

const DENSITY = "sociallens-dense"; // in the browser's storage: a habit of the reader's, no view
const STEPS = { j: 1, k: -1 };
const SETTLED = 2_000; // milliseconds after which what was asked for has arrived

function useDensity() {
  const [dense, setDense] = useState(() => localStorage.getItem(DENSITY) === "yes");
  const change = () => {
    localStorage.setItem(DENSITY, dense ? "no" : "yes");
    setDense(!dense);
  };
  return [dense, change];
}

// j and k open the next and the previous message of the list; pressed fast, they count from where
// they have come to, not from what has arrived. e opens the first label, x picks the open message.
function useKeys(list, pane, current, toggle) {
  const arrived = useRef(current);
  const pressed = useRef({ href: null, at: 0 });
  const toggling = useRef(toggle);
  arrived.current = current;
  toggling.current = toggle;
  useLayoutEffect(() => { // keys work as soon as there is something to see
    const press = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (event.key === "e") pane.current.querySelector(".correct button")?.click();
      if (event.key === "x") toggling.current();
      const step = STEPS[event.key];
      if (!step) return;
      const from = Date.now() - pressed.current.at < SETTLED ? pressed.current.href : arrived.current;
      const links = [...list.current.querySelectorAll(".excerpts a")];
      const link = links[links.findIndex((each) => each.getAttribute("href") === from) + step];
      if (!link) return;
      pressed.current = { href: link.getAttribute("href"), at: Date.now() };
      link.focus();
      link.click();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function SearchField({ label, hint, value, longest, help, help_title, words, act }) {
  const submit = (event) => {
    event.preventDefault();
    act("search", { q: event.currentTarget.elements.q.value });
  };
  return html`
    <form role="search" class="search" onSubmit=${submit}>
      <input key=${value} type="search" name="q" aria-label=${label} placeholder=${hint} defaultValue=${value} maxlength=${longest} />
      <button>${words.search}</button>
      <${Help} text=${help} title=${help_title} words=${words} />
    </form>
  `;
}

function Choice({ text, count, href, selected }) {
  const told = html`${text} <strong>${count}</strong>`;
  if (!href) return html`<span class="choice none">${told}</span>`;
  return html`<a class="choice" href=${href} aria-current=${selected ? "true" : undefined}>${told}</a>`;
}

function Orders({ orders, words }) {
  const present = orders.find((order) => order.selected);
  return html`
    <details class="menu" onKeyDown=${closes} onFocusOut=${left}>
      <summary aria-label=${`${words.order} ${present.text}`}>${present.text}</summary>
      <ul class="sheet-menu">
        ${orders.map(
          (order) => html`<li><a href=${order.href} aria-current=${order.selected ? "true" : undefined}
            onClick=${(event) => { event.currentTarget.closest("details").open = false; }}>${order.text}</a></li>`,
        )}
      </ul>
    </details>
  `;
}

function Tools({ narrowing, orders, exports, dense, change, words }) {
  return html`
    <div class="tools">
      <div class="choices">${narrowing.map((each) => html`<${Choice} key=${each.text} ...${each} />`)}</div>
      <div class="corner">
        <${Orders} orders=${orders} words=${words} />
        <${Help} text=${words["all-keys"]} title=${words.shortcuts} words=${words} />
        <button class="density" aria-pressed=${dense} onClick=${change}>${words.dense}</button>
        ${exports.map((each) => html`<a href=${each.href} download aria-label=${each.title}>${each.text}</a>`)}
      </div>
    </div>
  `;
}

function Pages({ place, previous, next, words }) {
  return html`
    <nav class="turning" aria-label=${place}>
      <span class="quiet">${place}<span class="keys"> · ${words.keys}</span></span>
      <span>
        ${previous && html`<a rel="prev" href=${previous.href}>← ${previous.text}</a>`}
        ${next && html`<a rel="next" href=${next.href}>${next.text} →</a>`}
      </span>
    </nav>
  `;
}

// The messages that are picked, of those in the list.
function usePicked(items) {
  const [picked, pick] = useState([]);
  return [picked.filter((key) => items.some((item) => item.key === key)), pick];
}

export function Reader(props) {
  const { title, search, items, opened, chosen, back, gone, empty, tasks, words, act } = props;
  const [dense, change] = useDensity();
  const list = useRef(null);
  const pane = useRef(null);
  const { sign, dialog } = useSigned(act, words);
  const [picked, pick] = usePicked(items);
  const current = items.find((item) => item.current);
  const toggle = (key) => pick(picked.includes(key) ? picked.filter((each) => each !== key) : [...picked, key]);
  const save = (ids) => (task, values, why) => sign("correct", { ids, task, values, why });
  useKeys(list, pane, current?.href, () => current && toggle(current.key));
  const first = items[0]?.key;
  useEffect(() => { list.current.scrollTop = 0; }, [first]);
  useEffect(() => { pane.current.scrollTop = 0; }, [opened?.key]);
  return html`
    <section class=${`reader ${chosen ? "chosen" : ""} ${dense ? "dense" : ""}`} aria-label=${title}>
      <${SearchField} ...${search} words=${words} act=${act} />
      <${Tools} ...${props} dense=${dense} change=${change} />
      ${picked.length > 0 && html`<${Several} picked=${picked.length} tasks=${tasks} onSave=${save(picked)} onClear=${() => pick([])} words=${words} />`}
      <div class="panes">
        <div class="list" ref=${list}>
          <h2 class="unseen">${title}</h2>
          ${items.length ? html`<${Excerpts} items=${items} pick=${{ picked, toggle, text: words.pick }} />` : html`<p class="quiet">${empty}</p>`}
          <${Pages} ...${props} />
        </div>
        <article class="pane" ref=${pane}>
          <p class="back"><a href=${back.href}>← ${back.text}</a></p>
          ${gone && html`<p>${gone}</p>`}
          ${opened && html`<${Opened} key=${opened.key} ...${opened} tasks=${tasks} onSave=${save([opened.key])} words=${words} />`}
        </article>
      </div>
      ${dialog}
    </section>
  `;
}
