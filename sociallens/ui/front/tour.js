// Offered once: what is where on the page, in a few steps; refused or seen, it does not come back.
import { storage } from "./mine.js";
import { html, useEffect, useRef, useState } from "./vendor/preact.js";

const KEY = "sociallens-tour";

export function Tour({ offer, steps, labels }) {
  const [at, go] = useState(storage.get(KEY) ? null : -1); // -1: offered
  const step = steps[at];
  const next = useRef(null);
  useEffect(() => {
    const target = step && document.querySelector(step.key);
    target?.classList.add("toured");
    target?.scrollIntoView({ block: "nearest" });
    next.current?.focus({ preventScroll: true });
    return () => target?.classList.remove("toured");
  }, [at]);
  if (at === null) return null;
  const end = () => { storage.set(KEY, "seen"); go(null); };
  if (!step) {
    return html`
      <p class="offer">
        ${offer} <button type="button" onClick=${() => go(0)}>${labels.start}</button>
        <button type="button" class="quiet" onClick=${end}>${labels.refuse}</button>
      </p>
    `;
  }
  const last = at === steps.length - 1;
  return html`
    <section class="tour" role="dialog" aria-label=${labels.start}
      onKeyDown=${(event) => event.key === "Escape" && end()}>
      <p class="quiet">${at + 1} / ${steps.length}</p>
      <p aria-live="polite">${step.text}</p>
      <p class="choices">
        <button type="button" ref=${next}
          onClick=${() => (last ? end() : go(at + 1))}>${last ? labels.end : labels.next}</button>
        ${!last && html`<button type="button" class="quiet" onClick=${end}>${labels.end}</button>`}
      </p>
    </section>
  `;
}
