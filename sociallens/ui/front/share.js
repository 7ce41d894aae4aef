// The way to share the view: its link under a line that says what it shows, or on paper.
import { html, useState } from "./vendor/preact.js";
import { closes, left } from "./help.js";

// The clipboard needs https or localhost; elsewhere the old way through a selection works.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

export function Share({ summary, labels }) {
  const [done, setDone] = useState(false);
  const link = async () => {
    await copy(`${summary}\n${location.href}`);
    setDone(true);
    setTimeout(() => setDone(false), 2000);
  };
  return html`
    <details class="menu share" name="filters" onKeyDown=${closes} onfocusout=${left}>
      <summary>${labels.share}</summary>
      <div class="bar-menu">
        <div class="choices">
          <button type="button" onClick=${link}>${done ? labels.copied : labels.copy}</button>
          <button type="button" onClick=${() => window.print()}>${labels.print}</button>
        </div>
        <span class="unseen" role="status">${done ? labels.copied : ""}</span>
      </div>
    </details>
  `;
}
