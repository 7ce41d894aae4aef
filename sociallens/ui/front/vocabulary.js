// The words that the classifier knows: a form, terms that were found, what a change would do.
import { html } from "./vendor/preact.js";
import { Chips, Segments } from "./segments.js";

function Buttons({ buttons, act }) {
  return buttons.map(
    (button) => html`
      <button type="button" key=${button.text} class=${button.first ? "first" : ""} aria-label=${button.title}
        onClick=${() => act(button.act, button.given)}>${button.text}</button>
    `,
  );
}

function Picks({ name, label, picks }) {
  const groups = [...new Set(picks.map((pick) => pick.group ?? ""))];
  const option = (pick) => html`<option key=${pick.key} value=${pick.key} selected=${pick.chosen}>${pick.text}</option>`;
  return html`
    <select name=${name} aria-label=${label}>
      ${groups.map((group) => {
        const own = picks.filter((pick) => (pick.group ?? "") === group).map(option);
        return group ? html`<optgroup key=${group} label=${group}>${own}</optgroup>` : own;
      })}
    </select>
  `;
}

function Field({ field }) {
  return html`
    <label class=${`field ${field.picks ? "" : "words-field"}`}>
      <span>${field.label}</span>
      ${field.picks
        ? html`<${Picks} ...${field} />`
        : html`<input type="text" name=${field.name} placeholder=${field.hint} defaultValue=${field.value} maxlength=${field.longest} autocomplete="off" />`}
    </label>
  `;
}

export function Form({ name, title, text, asks, fields, button, error, act }) {
  const submit = (event) => {
    event.preventDefault();
    act(asks, Object.fromEntries(new FormData(event.currentTarget)));
  };
  return html`
    <section class="card vocabulary" data-card=${name} aria-label=${title}>
      <h2>${title}</h2>
      ${text && html`<p class="quiet">${text}</p>`}
      <form onSubmit=${submit} key=${fields.map((field) => field.value ?? "").join("|")}>
        ${fields.map((field) => html`<${Field} key=${field.name} field=${field} />`)}
        <button class="first">${button}</button>
      </form>
      ${error && html`<p class="wrong" role="alert">${error}</p>`}
    </section>
  `;
}

function Term({ row, columns, act }) {
  const [, says, strength, origin, count] = columns;
  return html`
    <tr class=${row.own ? "mine" : ""}>
      <th scope="row">${row.term}</th>
      <td data-label=${says}>${row.says}</td>
      <td data-label=${strength}>${row.strength}</td>
      <td data-label=${origin}>${row.origin}</td>
      <td class="numeric" data-label=${count}>${row.href ? html`<a href=${row.href}>${row.count}</a>` : (row.count ?? "–")}</td>
      <td class="does"><${Buttons} buttons=${row.buttons} act=${act} /></td>
    </tr>
  `;
}

export function Terms({ name, title, found, columns, rows, empty, act }) {
  return html`
    <section class="card vocabulary" data-card=${name} aria-label=${title}>
      <h2 class="unseen">${title}</h2>
      <p class="quiet" aria-live="polite">${found}</p>
      ${rows.length
        ? html`
            <div class="body"><div class="scroll" tabindex="0" role="group" aria-label=${title}>
              <table class="figures many terms-found">
                <thead><tr>${columns.map((column, place) => html`<th scope="col" key=${column} class=${place === 4 ? "numeric" : ""}>${column}</th>`)}<td></td></tr></thead>
                <tbody>${rows.map((row) => html`<${Term} key=${row.key} row=${row} columns=${columns} act=${act} />`)}</tbody>
              </table>
            </div></div>
          `
        : html`<p class="quiet">${empty}</p>`}
    </section>
  `;
}

function Changed({ row, to }) {
  return html`
    <li>
      <a href=${row.href}>
        <span class="facts-line"><span>${row.facts}</span></span>
        <span class="words"><${Segments} pieces=${row.text} /></span>
        <span class="turn">
          <${Chips} chips=${row.was} /><span class="to"><span aria-hidden="true">→</span><span class="unseen">${to}</span></span><${Chips} chips=${row.now} />
        </span>
      </a>
    </li>
  `;
}

export function Trial({ name, title, sentences, buttons, to, rows, more, act }) {
  return html`
    <section class="card vocabulary trial" data-card=${name} aria-label=${title}>
      <h2 aria-live="polite">${title}</h2>
      ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
      <p class="does"><${Buttons} buttons=${buttons} act=${act} /></p>
      ${rows.length > 0 && html`<ul class="excerpts">${rows.map((row) => html`<${Changed} key=${row.key} row=${row} to=${to} />`)}</ul>`}
      ${more && html`<p class="quiet">${more}</p>`}
    </section>
  `;
}

export function Saves({ name, title, sentences, rows, act }) {
  return html`
    <section class="card vocabulary" data-card=${name} aria-label=${title}>
      <h2>${title}</h2>
      ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
      ${rows.length > 0 &&
      html`<ul class="saves">
        ${rows.map((row) => html`<li key=${row.key}><span>${row.text}</span> <${Buttons} buttons=${row.buttons} act=${act} /></li>`)}
      </ul>`}
    </section>
  `;
}
