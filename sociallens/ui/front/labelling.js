// One message to label, one question at a time: big buttons, digits, Enter; on a phone by thumb.
import { html, useEffect, useLayoutEffect, useRef, useState } from "./vendor/preact.js";
import { Choosing, chosen, digit, naming } from "./correct.js";
import { Segments } from "./segments.js";
import { typing } from "./typing.js";
import { Signed, useSigned } from "./who.js";

const AGAIN = 4_000; // milliseconds after which what came to nothing can be sent again

const applies = (task, answers) => !task.where || (answers[task.where.task] ?? []).includes(task.where.value);
const unanswered = (tasks, answers) => tasks.find((task) => applies(task, answers) && !answers[task.task])?.task ?? "";

function Progress({ text, left, done }) {
  return html`
    <div class="progress">
      <p><strong>${text}</strong> <span class="quiet">${left}</span></p>
      <div class="track" role="progressbar" aria-label=${text} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(done * 100)}>
        <i style=${{ width: `${done * 100}%` }}></i>
      </div>
    </div>
  `;
}

function Answered({ task, values, changed, onOpen, words }) {
  return html`
    <button type="button" class=${`answered ${changed ? "changed" : ""}`} data-task=${task.task} onClick=${onOpen}>
      <span class="what">${task.title}</span> <strong>${naming(task, values) || words.none}</strong>
    </button>
  `;
}

function Question({ tasks, preset, onSend, onSkip, words }) {
  const blind = !Object.keys(preset).length;
  const [answers, answer] = useState({ ...preset });
  const [open, unfold] = useState(() => unanswered(tasks, preset));
  const sent = useRef(false);
  const asked = tasks.filter((task) => applies(task, answers));
  const given = Object.fromEntries(asked.map((task) => [task.task, answers[task.task]]).filter(([, values]) => values));
  const whole = asked.every((task) => given[task.task]);
  const changed = (task) => !blind && JSON.stringify(preset[task]) !== JSON.stringify(answers[task]);
  const once = (tell) => {
    if (sent.current) return;
    sent.current = true;
    setTimeout(() => { sent.current = false; }, AGAIN);
    tell();
  };
  const deliver = (last) => once(() => onSend(last));
  const skip = () => once(onSkip);
  // The next question that has no answer; after the last one of a blind sample the next message.
  const further = (next) => {
    answer(next);
    const missing = unanswered(tasks, next);
    unfold(missing);
    if (missing || !blind) return;
    deliver(Object.fromEntries(tasks.filter((task) => applies(task, next)).map((task) => [task.task, next[task.task]])));
  };
  const choose = (task, key, also) => {
    const next = { ...answers, [task.task]: chosen(task, answers[task.task] ?? [], key, also) };
    if (task.form === "any" || also) answer(next);
    else further(next);
  };
  const task = asked.find((each) => each.task === open);
  const enough = () => further({ ...answers, [task.task]: answers[task.task] ?? [] });
  // What the keys do is as of the last drawing, not of the last painting: they are pressed fast.
  const keys = useRef(null);
  keys.current = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
    const choice = task?.choices[digit(event)];
    const button = event.target.closest?.("button, a, summary");
    if (choice) choose(task, choice.key, event.shiftKey);
    else if (event.key === "Enter" && !button && task?.form === "any") enough();
    else if (event.key === "Enter" && !button && whole) deliver(given);
    else if (event.key === "Escape" && task && whole) unfold("");
    else if (event.key === "Backspace") back();
    else if (event.key === "s") skip();
    else return;
    event.preventDefault();
  };
  useLayoutEffect(() => { // at once: a key that comes before the painting is for this message
    const press = (event) => keys.current(event);
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  const back = () => {
    const place = task ? asked.indexOf(task) : asked.length;
    if (place > 0) unfold(asked[place - 1].task);
  };
  const corrected = asked.some((each) => changed(each.task));
  return html`
    <div class="questions">
      ${asked.filter((each) => each.task === open || given[each.task]).map((each) =>
        each.task !== open
          ? html`<${Answered} key=${each.task} task=${each} values=${given[each.task]} changed=${changed(each.task)} words=${words} onOpen=${() => unfold(each.task)} />`
          : html`
            <div class="asking" key=${each.task} data-asked=${each.task}>
              <h2>${each.title}</h2>
              <${Choosing} task=${each} values=${answers[each.task] ?? []} words=${words} onChoose=${(key, also) => choose(each, key, also)} />
              ${each.form === "any" && html`<button type="button" class="main enough" onClick=${enough}>${(answers[each.task] ?? []).length ? words.further : words["none-of-them"]}</button>`}
            </div>`,
      )}
      <div class="ways">
        ${whole && !task && html`<button type="button" class="main send" onClick=${() => deliver(given)}>${corrected || blind ? words.sign : words["is-right"]}</button>`}
        <button type="button" class="skip" onClick=${skip}>${words.skip}</button>
      </div>
    </div>
  `;
}

export function Labelling({ id, asks, of, title, facts, text, tasks, preset, progress, message, stop, words, act }) {
  const { sign, dialog, rename } = useSigned(act, words);
  const place = useRef(null);
  useEffect(() => { place.current.scrollIntoView?.({ block: "nearest" }); }, [id]);
  return html`
    <section class="labelling" aria-label=${title} ref=${place} data-message=${id}>
      <${Progress} ...${progress} />
      <article class="whole-message" aria-live="polite">
        <p class="quiet">${facts}${message && html` · <a href=${message.href}>${message.text}</a>`}</p>
        <p class="words whole"><${Segments} pieces=${text} /></p>
      </article>
      <${Question} key=${id} tasks=${tasks} preset=${preset} words=${words}
        onSend=${(answers) => sign(asks, { id, of, answers })} onSkip=${() => sign(asks, { id, of, skipped: true })} />
      <p class="quiet foot"><a href=${stop.href}>${stop.text}</a> <span class="keys">${words["label-keys"]}</span></p>
      <${Signed} words=${words} rename=${rename} />
      ${dialog}
    </section>
  `;
}
