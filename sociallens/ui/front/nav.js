// The pages in the sidebar, and what the document says: its language, its address, the frame's words.
import { arrived } from "./links.js";
import { html, useEffect } from "./vendor/preact.js";

const PHONE = matchMedia("(max-width: 768px)");
const part = (name) => document.querySelector(`[data-testid="${name}"]`);

// Streamlit's own words are English, and it draws these anew whenever the sidebar folds.
function name(labels) {
  const skip = part("stSkipToContent");
  if (skip && skip.textContent !== labels.skip) skip.textContent = labels.skip;
  part("stSidebarCollapseButton")?.querySelector("button")?.setAttribute("aria-label", labels.close);
  part("stExpandSidebarButton")?.setAttribute("aria-label", labels.open);
  part("stSidebar")?.setAttribute("aria-label", labels.menu);
  part("stSidebarLogo")?.setAttribute("alt", labels.logo);
  part("stHeaderLogo")?.setAttribute("alt", labels.logo);
}

function fold() {
  if (PHONE.matches) part("stSidebarCollapseButton")?.querySelector("button")?.click();
}

export function Nav({ page, language, address, groups, labels }) {
  useEffect(() => {
    document.documentElement.lang = language;
    name(labels);
    const watch = new MutationObserver(() => name(labels));
    watch.observe(document.querySelector('[data-testid="stApp"]'), { childList: true, subtree: true });
    return () => watch.disconnect();
  }, [language]);
  useEffect(() => {
    if (address) history.replaceState({}, "", `${location.pathname}?${address}${location.hash}`);
  }, [address]);
  useEffect(() => part("stMain")?.scrollTo(0, 0), [page]);
  useEffect(arrived);
  return html`
    <nav class="pages" aria-label=${labels.pages} onClick=${(event) => event.target.closest("a") && fold()}>
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
    </nav>
  `;
}
