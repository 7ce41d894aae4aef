// The pages in the sidebar, and what the document says: its language, its address.
import { arrived } from "./links.js";
import { toPaper } from "./paper.js";
import { html, useEffect } from "./vendor/preact.js";

const PHONE = matchMedia("(max-width: 768px)");
const part = (name) => document.querySelector(`[data-testid="${name}"]`);

function fold() {
  if (PHONE.matches) part("stSidebarCollapseButton")?.querySelector("button")?.click();
}

export function Nav({ page, language, colours, paper, printed, address, groups, account, label }) {
  for (const [name, colour] of Object.entries(colours)) document.documentElement.style.setProperty(`--${name}`, colour);
  useEffect(() => toPaper(paper, printed), [JSON.stringify(printed)]);
  useEffect(() => { document.documentElement.lang = language; }, [language]);
  useEffect(() => {
    if (address) history.replaceState({}, "", `${location.pathname}?${address}${location.hash}`);
  }, [address]);
  useEffect(() => {
    part("stMain")?.scrollTo(0, 0);
    part("stMain")?.setAttribute("tabindex", "-1"); // what it holds has the focus; it is no stop itself
  }, [page]);
  useEffect(arrived);
  return html`
    <nav class="pages" aria-label=${label} onClick=${(event) => event.target.closest("a") && fold()}>
      ${groups.map(
        (group) => html`
          <h2 key=${group.title}>${group.title}</h2>
          <ul>
            ${group.items.map(
              (item) => html`
                <li key=${item.text}>
                  <a href=${item.href} aria-current=${item.here ? "page" : undefined}>
                    ${item.text}${item.count && html` <span class="count">${item.count}</span>`}
                  </a>
                </li>
              `,
            )}
          </ul>
        `,
      )}
      ${account && html`<p class="account"><span>${account.text}</span> <a href=${account.href} target="_self">${account.title}</a></p>`}
    </nav>
  `;
}
