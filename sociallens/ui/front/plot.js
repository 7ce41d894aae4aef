// A chart that Plotly draws: time, curves. The script comes when the first one is in the page.
import { html, useEffect, useRef, useState } from "./vendor/preact.js";
import { fitted, NARROW } from "./fitting.js";

const CONFIG = { displayModeBar: false };
let loading = null;

export function plotly() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("./vendor/plotly.js", import.meta.url).href;
    script.onload = () => resolve(window.Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
  return loading;
}

function useWidth(place) {
  const [width, measure] = useState(0);
  useEffect(() => {
    if (!place.current) return undefined;
    const watch = new ResizeObserver(([entry]) => {
      if (!matchMedia("print").matches) measure(Math.round(entry.contentRect.width));
    });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [place.current === null]);
  return width;
}

// A mark narrows as any link does: the click passes through one.
function follow(place, href) {
  const link = Object.assign(document.createElement("a"), { href, hidden: true });
  link.dataset.narrow = "";
  place.append(link);
  link.click();
  link.remove();
}

async function draw(place, figure, width, links) {
  const library = await plotly();
  if (!place.isConnected) return;
  const { data, layout } = fitted(figure, width, getComputedStyle(place));
  await library.react(place, data, layout, CONFIG);
  for (const paper of place.querySelectorAll(".main-svg")) paper.setAttribute("viewBox", `0 0 ${width} ${layout.height}`);
  place.removeAllListeners("plotly_click");
  place.on("plotly_click", ({ points }) => links?.[points[0].customdata] && follow(place, links[points[0].customdata]));
  place.dataset.drawn = "true";
}

export function Plot({ figure, alt, links, courses }) {
  const place = useRef(null);
  const width = useWidth(place);
  useEffect(() => {
    if (width && place.current) draw(place.current, figure, width, links);
  }, [JSON.stringify(figure), width]);
  if (!figure) return html`<p>${courses}</p>`;
  const { height, meta } = figure.layout;
  const named = [...(meta?.ends ?? [])].sort((one, other) => other.at - one.at);
  return html`
    <div class="plot">
      ${width > 0 && width < NARROW && named.length > 0 &&
      html`<p class="names" aria-hidden="true">${named.map((end) => html`<span style=${{ color: end.colour }}>${end.text}</span>`)}</p>`}
      <div role="img" aria-label=${alt} class="paper" style=${{ "--height": `${height}px`, "--ratio": `${width} / ${height}` }} ref=${place} />
    </div>
  `;
}
