// Terms to look up: folded, in sections, searched without regard to case and accents.
import { html, useEffect, useRef, useState } from "./vendor/preact.js";
import { last } from "./links.js";

const plain = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();

// A link to a term opens it and brings it into view.
function reveal(root) {
  const key = (last.hash || location.hash).slice(1);
  const term = key && root.querySelector(`#${CSS.escape(key)}`);
  if (!term) return;
  last.hash = "";
  if (term.tagName === "DETAILS") term.open = true;
  term.scrollIntoView({ block: "start" });
}

function Term({ term, open }) {
  return html`
    <details id=${term.key} open=${open}>
      <summary>${term.name}</summary>
      ${term.text.split("\n\n").map((paragraph) => html`<p>${paragraph}</p>`)}
      ${term.formula && html`<p class="formula">${term.formula}</p>`}
    </details>
  `;
}

export function Glossary({ search, found, sections }) {
  const root = useRef(null);
  const [asked, ask] = useState("");
  useEffect(() => reveal(root.current), []);
  const words = plain(asked).split(/\s+/).filter(Boolean);
  const fits = (term) => {
    const text = plain(`${term.name} ${term.text}`);
    return words.every((word) => text.includes(word));
  };
  const kept = sections.map((section) => ({ ...section, terms: section.terms.filter(fits) }));
  const count = kept.reduce((sum, section) => sum + section.terms.length, 0);
  return html`
    <div class="glossary" ref=${root}>
      <div class="look-up">
        <input type="search" aria-label=${search} placeholder=${search} value=${asked}
          onInput=${(event) => ask(event.target.value)} />
        <p class="quiet" aria-live="polite">${words.length > 0 && `${found} ${count}`}</p>
      </div>
      <nav aria-label=${search}>
        ${sections.map((section) => html`<a key=${section.key} href=${`#${section.key}`}>${section.title}</a>`)}
      </nav>
      ${kept.map(
        (section) =>
          section.terms.length > 0 &&
          html`
            <section key=${section.key} id=${section.key} aria-label=${section.title}>
              <h2>${section.title}</h2>
              <div class="terms">
                ${section.terms.map((term) => html`<${Term} key=${`${term.key}${words.length > 0}`} term=${term} open=${words.length > 0} />`)}
              </div>
            </section>
          `,
      )}
    </div>
  `;
}
