// The filter bar: native menus, whose content follows its button and keeps the focus over a rerun.
import { html, useEffect, useRef, useState } from "./vendor/preact.js";
import { closes, left } from "./help.js";
import { last } from "./links.js";
import { Mine } from "./mine.js";
import { Picker } from "./options.js";
import { Share } from "./share.js";

// What is asked for narrows: the way back stands in the row of chips.
export function narrowing(act) {
  return (name, given) => {
    Object.assign(last, { card: "bar", href: location.pathname + location.search, at: Date.now() });
    act(name, given);
  };
}

// What lies over the page closes behind the focus; within a list it would move what is being clicked.
function leaves(event) {
  const over = getComputedStyle(event.currentTarget.querySelector(".bar-menu")).position === "absolute";
  if (over) left(event);
}

export function Menu({ name, text, title, chosen, marked = chosen > 0, group = "filters", children }) {
  const [open, setOpen] = useState(false);
  return html`
    <details class="menu" name=${group} data-filter=${name} onKeyDown=${closes} onfocusout=${leaves}
      onToggle=${(event) => event.target === event.currentTarget && setOpen(event.currentTarget.open)}>
      <summary class=${marked ? "chosen" : ""} aria-label=${title && title !== text ? `${title}, ${text}` : undefined}>
        ${text}${chosen > 0 && html` <b>${chosen}</b>`}
      </summary>
      <fieldset class="bar-menu">
        <legend class="unseen">${title ?? text}</legend>
        ${typeof children === "function" ? children(open) : children}
      </fieldset>
    </details>
  `;
}

export function Choices({ choices, act, asks }) {
  return html`
    <div class="choices">
      ${choices.map(
        (choice) => html`
          <button type="button" key=${choice.key} aria-pressed=${choice.chosen ? "true" : "false"}
            onClick=${() => act(asks, { value: choice.key })}>${choice.text}</button>
        `,
      )}
    </div>
  `;
}

function Dates({ start, end, labels, act }) {
  const form = useRef(null);
  const fields = () => form.current.querySelectorAll("input");
  // A date is half typed most of the time: what is in the fields is theirs until it is sent.
  useEffect(() => {
    const [from, to] = fields();
    from.value = start;
    to.value = end;
  }, [start, end]);
  const send = () => {
    const [from, to] = fields();
    if (from.value !== start || to.value !== end) act("dates", { start: from.value, end: to.value });
  };
  const typed = (event) => event.key === "Enter" && send();
  const leaves = (event) => form.current.contains(event.relatedTarget) || send();
  const field = (label) => html`
    <label>${label} <input type="date" min="1900-01-01" max="2999-12-31" onKeyDown=${typed} /></label>
  `;
  return html`
    <div class="dates" ref=${form} onfocusout=${leaves}>${field(labels.start)} ${field(labels.end)}</div>
  `;
}

function Filters({ filters, questions, dates, mine, reposts, labels, act }) {
  const [period, compare, grain] = questions;
  const more = filters.filter((filter) => !filter.prominent);
  const picker = (filter, group) => html`<${Picker} key=${filter.name} filter=${filter} group=${group} labels=${labels} act=${act} />`;
  return html`
    <${Menu} name=${period.name} text=${period.text} title=${period.title}>
      <${Choices} choices=${period.choices} act=${act} asks=${period.act} />
      <${Dates} ...${dates} labels=${labels} act=${act} />
      <p class="quiet">${grain.title}</p>
      <${Choices} choices=${grain.choices} act=${act} asks=${grain.act} />
    <//>
    <${Menu} name=${compare.name} text=${compare.text} title=${compare.title}>
      <${Choices} choices=${compare.choices} act=${act} asks=${compare.act} />
      ${compare.note && html`<p class="quiet">${compare.note}</p>`}
    <//>
    ${mine && html`<${Mine} ...${mine} labels=${labels} act=${act} />`}
    ${filters.filter((filter) => filter.prominent).map((filter) => picker(filter, "filters"))}
    <${Menu} name="more" text=${labels.more} chosen=${more.filter((filter) => filter.chosen).length}>
      ${more.map((filter) => picker(filter, "more"))}
      ${reposts != null && html`
        <label class="option"><input type="checkbox" checked=${reposts}
          onChange=${(event) => act("reposts", { on: event.target.checked })} /> ${labels.reposts}</label>
      `}
    <//>
  `;
}

export function Bar({ filters, summary, badge, share, languages, labels, act, ...rest }) {
  const [unfolded, unfold] = useState(false); // on a phone: all filters on one sheet
  const button = useRef(null);
  const fold = () => { unfold(false); button.current.focus(); };
  const escape = (event) => event.key === "Escape" && !event.defaultPrevented && unfolded && fold();
  return html`
    <div data-bar role="group" aria-label=${labels.filters} class=${unfolded ? "unfolded" : ""} onKeyDown=${escape}>
      ${filters && html`
        <button type="button" class="all" ref=${button} aria-expanded=${unfolded}
          aria-label=${`${labels.filters}, ${summary}`} onClick=${() => unfold(!unfolded)}>
          <span>${summary}</span>
        </button>
        <div class="filters">
          <${Filters} filters=${filters} labels=${labels} act=${narrowing(act)} ...${rest} />
          <button type="button" class="done" onClick=${fold}>${labels.close}</button>
        </div>
      `}
      <div class="end">
        ${badge && html`<span class=${badge.invented ? "badge invented" : "badge"} title=${badge.title}>${badge.text}</span>`}
        <${Share} ...${share} labels=${labels} />
        ${languages.map((language) => html`<a key=${language.text} class="language" lang=${language.text}
          hreflang=${language.text} href=${language.href} aria-label=${language.title}>${language.text.toUpperCase()}</a>`)}
      </div>
    </div>
  `;
}
