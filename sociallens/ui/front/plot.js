// A chart that Plotly draws: time, curves. The script comes when the first one is in the page.
import { html, useEffect, useRef } from "./vendor/preact.js";

const CONFIG = { displayModeBar: false, responsive: true };
let loading = null;

export function plotly() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("./plotly.min.js", import.meta.url).href;
    script.onload = () => resolve(window.Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
  return loading;
}

export function Plot({ figure, alt, links, courses }) {
  const place = useRef(null);
  useEffect(() => {
    let current = true;
    plotly().then((library) => {
      if (!current || !place.current) return;
      library.react(place.current, figure.data, figure.layout, CONFIG).then((drawn) => {
        drawn.removeAllListeners("plotly_click");
        drawn.on("plotly_click", ({ points }) => {
          const href = links?.[points[0].customdata];
          if (href) place.current.parentElement.querySelector(`a[href="${CSS.escape(href)}"]`)?.click();
        });
        place.current.dataset.drawn = "true";
      });
    });
    return () => { current = false; };
  }, [JSON.stringify(figure)]);
  if (!figure) return html`<p>${courses}</p>`;
  return html`
    <div class="plot">
      <div role="img" aria-label=${alt} style=${{ height: `${figure.layout.height}px` }} ref=${place} />
      <div hidden>${Object.values(links ?? {}).map((href) => html`<a data-narrow href=${href} />`)}</div>
    </div>
  `;
}
