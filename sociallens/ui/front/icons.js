// The signs of a card's corner.
import { html } from "./vendor/preact.js";

const PATHS = {
  table: "M2 3.5h12v9H2z M2 6.5h12 M2 9.5h12 M6.5 6.5v6",
  download: "M8 2v8 M4.5 6.5 8 10l3.5-3.5 M2.5 13.5h11",
  full: "M2.5 6v-3.5H6 M10 2.5h3.5V6 M13.5 10v3.5H10 M6 13.5H2.5V10",
  close: "M3.5 3.5l9 9 M12.5 3.5l-9 9",
};

export function Icon({ name }) {
  return html`
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.25">
      <path d=${PATHS[name]} />
    </svg>
  `;
}
