// A label is a button that opens its choices in place: digits, arrows, Enter, Escape, or a finger.
import { html, useEffect, useLayoutEffect, useRef, useState } from "./vendor/preact.js";

const PATIENCE = 4_000; // milliseconds after which an answer that did not come is not shown any more
const LONGEST = 300; // signs of a reason
const MOVES = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

export const naming = (task, values) =>
  values.map((key) => task.choices.find((choice) => choice.key === key)?.text ?? key).join(", ");

// What a click on a choice makes of a label: of one with several values it joins or leaves.
export function chosen(task, values, key, also = false) {
  if (task.form === "any" || (also && task.form === "main")) {
    const left = values.filter((value) => value !== key);
    if (left.length === values.length) return [...values, key];
    return task.form === "main" && !left.length ? values : left;
  }
  return [key];
}

// The number of the choice that a key stands for; -1 for another key.
export function digit(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return -1;
  const number = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? /^[1-9]$/.exec(event.key)?.[0];
  return number ? Number(number) - 1 : -1;
}

export function Choosing({ task, values, onChoose, words }) {
  const move = (event) => {
    const step = MOVES[event.key];
    if (!step) return;
    const buttons = [...event.currentTarget.querySelectorAll("button.pick")];
    const at = buttons.indexOf(document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length].focus();
    event.preventDefault();
  };
  return html`
    <div class="picks" role="group" aria-label=${task.title} onKeyDown=${move}>
      ${task.choices.map((choice, place) => html`
        <span class="picked-with" key=${choice.key}>
          <button type="button" class=${`pick ${choice.tone ?? ""}`} data-key=${choice.key} title=${choice.title}
            aria-pressed=${values.includes(choice.key) ? "true" : "false"} onClick=${() => onChoose(choice.key, false)}>
            <kbd aria-hidden="true">${place + 1}</kbd>${choice.text}
          </button>
          ${task.form === "main" && values.length > 0 && (values.length > 1 || values[0] !== choice.key) && html`
            <button type="button" class="also" aria-label=${`${words.also} ${choice.text}`}
              aria-pressed=${values.includes(choice.key) ? "true" : "false"}
              onClick=${() => onChoose(choice.key, true)}>${values.includes(choice.key) ? "−" : "+"}</button>`}
        </span>
      `)}
    </div>
  `;
}

function Sheet({ task, values, onSave, onClose, words }) {
  const panel = useRef(null);
  const reason = useRef(null);
  // Before the painting: a digit that is pressed at once is one of these choices.
  useLayoutEffect(() => {
    const pressed = panel.current.querySelector("[aria-pressed=true]");
    (pressed ?? panel.current.querySelector("button")).focus({ preventScroll: true });
    panel.current.scrollIntoView({ block: "nearest" });
  }, []);
  const why = () => reason.current.value.trim();
  const choose = (key, also) => {
    const next = chosen(task, values, key, also);
    onSave(next, why());
    if (task.form !== "any" && !also) onClose();
  };
  const press = (event) => {
    if (event.key === "Escape") { onClose(); event.stopPropagation(); return; }
    if (event.target === reason.current) return;
    const choice = task.choices[digit(event)];
    if (!choice) return;
    choose(choice.key, event.shiftKey);
    event.preventDefault();
    event.stopPropagation();
  };
  const because = (event) => {
    event.preventDefault();
    if (why() && values.length) onSave(values, why());
    onClose();
  };
  return html`
    <div class="choosing" ref=${panel} onKeyDown=${press}>
      <${Choosing} task=${task} values=${values} onChoose=${choose} words=${words} />
      <form class="because" onSubmit=${because}>
        <input ref=${reason} aria-label=${words["why-corrected"]} placeholder=${words["why-corrected"]} maxlength=${LONGEST} />
        <button>${words.close}</button>
      </form>
    </div>
  `;
}

// The labels of a message, or of several, whose own are not told: `onSave(task, values, why)`.
export function Labels({ labels, tasks, onSave, none, words }) {
  const [open, unfold] = useState("");
  const [pending, wait] = useState({});
  const row = useRef(null);
  const said = JSON.stringify(labels);
  useEffect(() => {
    wait({});
  }, [said]);
  useEffect(() => {
    if (!Object.keys(pending).length) return undefined;
    const timer = setTimeout(() => wait({}), PATIENCE);
    return () => clearTimeout(timer);
  }, [pending]);
  const task = tasks.find((each) => each.task === open);
  const values = (name) => pending[name] ?? labels.find((label) => label.task === name)?.values ?? [];
  const close = () => {
    unfold("");
    row.current.querySelector(`[data-task="${open}"]`)?.focus();
  };
  const save = (next, why) => {
    wait((before) => ({ ...before, [open]: next }));
    onSave(open, next, why);
  };
  return html`
    <div class="correct" ref=${row}>
      <div class="labels">
        ${labels.map((label) => {
          const each = tasks.find((other) => other.task === label.task);
          const given = values(label.task);
          const tone = given.length === 1 ? each.choices.find((choice) => choice.key === given[0])?.tone : "";
          return html`
            <button type="button" key=${label.task} class=${`label ${tone ?? ""}`} data-task=${label.task}
              aria-expanded=${open === label.task} onClick=${() => unfold(open === label.task ? "" : label.task)}>
              <span class="what">${each.title}</span> ${naming(each, given) || none}
              ${label.mark && html` <em>${label.mark}</em>`}
            </button>`;
        })}
      </div>
      ${task && html`<${Sheet} key=${open} task=${task} values=${values(open)} onSave=${save} onClose=${close} words=${words} />`}
    </div>
  `;
}

// One label for all messages that are picked.
export function Several({ picked, tasks, onSave, onClear, words }) {
  const labels = tasks.map(({ task }) => ({ task, values: [] }));
  const [given, give] = useState({});
  const save = (task, values, why) => {
    give({ ...given, [task]: values });
    onSave(task, values, why);
  };
  return html`
    <section class="several" aria-label=${words.several}>
      <p><strong>${picked}</strong> ${words.several} <button type="button" onClick=${onClear}>${words.clear}</button></p>
      <${Labels} labels=${labels.map((label) => ({ ...label, values: given[label.task] ?? [] }))} tasks=${tasks} onSave=${save} none="…" words=${words} />
    </section>
  `;
}
