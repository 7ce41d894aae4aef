// Every interactive figure is a link to a view of the dashboard: it can be opened in a new tab,
// copied and reached by keyboard. A plain click stays in the session.

// Where a click narrowed, the view before, and the place that it asked for on the next page.
export const last = { card: null, href: null, at: 0, hash: "" };

// A followed link is written here, as one step of the browser's history. Streamlit would make three
// of another page: what it writes until that page is there is left out. So is the address that
// stands there already, which it writes at times after Back and which would end the way forward.
const push = history.pushState.bind(history);
let going = false;
history.pushState = (state, title, url) => { if (!going && !stands(url)) push(state, title, url); };

function stands(address) {
  const [to, here] = [new URL(address ?? "", location.href), new URL(location.href)];
  for (const each of [to, here]) each.searchParams.sort();
  return to.pathname === here.pathname && to.search === here.search;
}
const main = () => document.querySelector("[data-testid='stMain']");
export function arrived() {
  going = false;
  main()?.removeAttribute("aria-busy");
}

export function follow(event, act) {
  const link = event.target.closest("a[href]");
  const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !plain || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (link.getAttribute("href").startsWith("#")) return; // a place on this page
  event.preventDefault();
  const card = link.closest("[data-narrows]");
  Object.assign(last, {
    card: card && link.hasAttribute("data-narrow") ? card.dataset.narrows : null,
    href: location.pathname + location.search,
    at: Date.now(),
    hash: link.hash,
  });
  going = link.pathname !== location.pathname;
  if (going) main()?.setAttribute("aria-busy", "true"); // what is shown is not what the address says
  if (link.href !== location.href) push({}, "", link.pathname + link.search);
  act("go", { href: link.pathname + link.search });
}
