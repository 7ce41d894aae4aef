// What Python declares as blocks, drawn as real text, links and buttons.
//
// One element of Streamlit's is a sheet: rows of blocks, updated in place, so that focus, scroll
// and open menus outlive a rerun. Texts reach the page as text nodes only: Preact escapes them.
import { html, render } from "./vendor/preact.js";
import { speak } from "./framework.js";
import { foot } from "./foot.js";
import { KINDS } from "./kinds.js";
import { follow } from "./links.js";

function Block({ block, ...common }) {
  const Kind = block.kind === "stack" ? Stack : KINDS[block.kind];
  return html`<${Kind} ...${block} ...${common} />`;
}

const name = (block) => block.name ?? block.kind;

function Stack({ blocks, ...common }) {
  return html`<div class="stack">${blocks.map((block) => html`<${Block} key=${name(block)} block=${block} ...${common} />`)}</div>`;
}

function Sheet({ rows, ...common }) {
  return rows.map(
    (row, place) => html`
      <div class="row" key=${place} style=${{ "--columns": row.map(({ span = 1 }) => `${span}fr`).join(" ") }}>
        ${row.map((block) => html`<${Block} key=${name(block)} block=${block} ...${common} />`)}
      </div>
    `,
  );
}

export function show({ data: written, parentElement, setTriggerValue }) {
  const [rows, data] = JSON.parse(new TextDecoder().decode(written));
  const root = parentElement.querySelector(".sheet");
  const act = (name, given = {}) => setTriggerValue("act", { name, ...given });
  speak(data.framework);
  foot(data.about.summary);
  root.onclick = (event) => follow(event, act);
  render(html`<${Sheet} rows=${rows} words=${data.words} about=${data.about} act=${act} />`, root);
}
