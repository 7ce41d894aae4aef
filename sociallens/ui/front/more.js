// The button below a long list that shows the rest of it, or folds it again.
import { html } from "./vendor/preact.js";

export function More({ count, most, all, open, words }) {
  if (count <= most) return null;
  const text = all ? words["fewer-rows"] : `${words["all-rows"]} (${count})`;
  return html`<button type="button" class="more-rows" aria-expanded=${String(all)} onClick=${() => open(!all)}>${text}</button>`;
}
