// A card as a picture to take away: its chart with title, filters and source, drawn by Plotly.
import { fitted } from "./fitting.js";
import { plotly } from "./plot.js";
import { scaled } from "./ranked.js";
import { written } from "./tabular.js";

const WIDTH = 1000; // pixels, twice as many in the file
const SHARP = 2;
const ROW = 26;
const EDGE = 20;
const HEAD = 76; // the title and the line below it
const FOOT = 44; // the view and its source
const CHARACTERS = 120; // of a line in the foot

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const words = (text, x, y, more = {}) => ({ text, x, y, showarrow: false, yanchor: "middle", ...more });
const axis = (more) => ({ visible: false, fixedrange: true, ...more });

function colours(place) {
  const style = getComputedStyle(place);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

function shade(row, narrowed, colour) {
  if (narrowed) return colour(row.selected ? "accent" : "faint");
  return colour({ negative: "negative", positive: "positive", faint: "faint" }[row.tone] ?? "context");
}

function ranked({ rows, dots, benchmark }, colour, percent) {
  const scale = scaled(rows, dots, benchmark);
  const reach = scale.to - scale.from;
  const narrowed = rows.some((row) => row.selected === false);
  const drawn = rows.map((row, place) => ({ ...row, y: -place })).filter((row) => row.bar != null);
  const common = { y: drawn.map(({ y }) => y), hoverinfo: "skip", marker: { color: drawn.map((row) => shade(row, narrowed, colour)), size: 10 } };
  const whiskers = drawn.filter((row) => row.low != null);
  const spans = whiskers.flatMap((row) => [row.low, row.high, null]);
  const figures = drawn.map(({ bar }) => bar);
  const line = (x, y0, y1, width) => ({ type: "line", x0: x, x1: x, y0, y1, line: { color: colour("text"), width, dash: width === 1 ? "dot" : "solid" } });
  const ticks = drawn.filter((row) => row.tick != null).map((row) => line(row.tick, row.y - 0.4, row.y + 0.4, 2));
  return {
    data: [
      dots
        ? { type: "scatter", mode: "markers", x: figures, ...common }
        : { type: "bar", orientation: "h", x: figures, width: 0.6, ...common },
      { type: "scatter", mode: "lines", x: spans, y: whiskers.flatMap(({ y }) => [y, y, null]), line: { color: colour(dots ? "faint" : "text"), width: dots ? 3 : 1 } },
    ].sort((one, other) => (dots ? one.mode.localeCompare(other.mode) : 0)),
    layout: {
      height: (rows.length + (benchmark ? 1 : 0) + (dots ? 1 : 0)) * ROW,
      margin: { l: 260, r: 150, t: 0, b: 0 },
      xaxis: axis({ range: [scale.from, scale.to] }),
      yaxis: axis({ range: [-rows.length + (dots ? -0.5 : 0.5), benchmark ? 1.5 : 0.5] }),
      shapes: [...ticks, ...(benchmark ? [line(benchmark.at, -rows.length + 0.5, 0.6, 1)] : [])],
      annotations: [
        ...rows.flatMap((row, place) => [
          words(escaped(row.label), scale.from, -place, { xanchor: "right", xshift: -10 }),
          words(`<b>${escaped(row.value)}</b>`, scale.to, -place, { xanchor: "right", xshift: 76 }),
          words(escaped(row.count), scale.to, -place, { xanchor: "right", xshift: 130, font: { color: colour("quiet"), size: 13 } }),
        ]),
        ...scale.steps.map((step) => words(percent(step), step, -rows.length, { font: { color: colour("quiet"), size: 13 } })),
        ...(benchmark ? [words(escaped(benchmark.text), Math.min(benchmark.at, scale.to - reach * 0.1), 1, { font: { color: colour("quiet"), size: 13 } })] : []),
      ],
    },
  };
}

function grid({ columns, rows }, colour) {
  const tints = { negative: colour("negative"), positive: colour("positive") };
  const cells = rows.flatMap((row, y) => row.cells.map((cell, x) => ({ ...cell, x, y: -y })));
  return {
    data: [{ type: "scatter", mode: "markers", x: [0], y: [0], opacity: 0, hoverinfo: "skip" }],
    layout: {
      height: (rows.length + 2) * ROW,
      margin: { l: 220, r: EDGE, t: 0, b: 0 },
      xaxis: axis({ range: [-0.5, columns.length - 0.5] }),
      yaxis: axis({ range: [-rows.length + 0.5, 2] }),
      shapes: cells.filter(({ value }) => value).map(({ x, y, tone, depth }) => ({
        type: "rect", x0: x - 0.48, x1: x + 0.48, y0: y - 0.45, y1: y + 0.45, layer: "below", line: { width: 0 },
        fillcolor: tints[tone] ?? colour("accent"), opacity: (depth ?? 0) * Number(colour("deepest")),
      })),
      annotations: [
        ...columns.map(({ text }, x) => words(wrapped(text, 14), x, 1.1, { font: { color: colour("quiet"), size: 13 } })),
        ...rows.map((row, y) => words(escaped(row.label), -0.5, -y, { xanchor: "right", xshift: -10 })),
        ...cells.filter(({ value }) => value).map(({ value, x, y }) => words(escaped(value), x, y)),
      ],
    },
  };
}

function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) && lines.at(-1).length + word.length >= most) lines.push("");
    lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines.map(escaped).join("<br>");
}

const FIGURES = { ranked, grid, plot: ({ figure }) => figure };

function framed(card, about, place) {
  const colour = colours(place);
  const { data, layout } = fitted(FIGURES[card.body.kind](card.body, colour, written(about.percent)), WIDTH, getComputedStyle(place));
  const margin = { ...layout.margin, t: layout.margin.t + HEAD, b: layout.margin.b + FOOT, l: Math.max(layout.margin.l, EDGE + 36) };
  const height = layout.height + HEAD + FOOT;
  const edge = { xref: "paper", yref: "paper", x: 0, xanchor: "left", xshift: EDGE - margin.l, align: "left", showarrow: false };
  const quiet = { color: colour("quiet"), size: 13 };
  const head = [
    { ...edge, text: `<b>${escaped(card.title)}</b>`, y: 1, yshift: margin.t - 14, yanchor: "top", font: { size: 20 } },
    { ...edge, text: wrapped(card.subtitle ?? "", CHARACTERS), y: 1, yshift: margin.t - 42, yanchor: "top", font: quiet },
    { ...edge, text: wrapped(about.summary, CHARACTERS), y: 0, yshift: 10 - margin.b, yanchor: "bottom", font: quiet },
  ];
  const font = { ...layout.font, size: 14, color: colour("text") };
  const paper = { paper_bgcolor: colour("card"), plot_bgcolor: colour("card") };
  return { data, layout: { showlegend: false, ...layout, ...paper, font, height, margin, annotations: [...layout.annotations, ...head] } };
}

// A picture holds no font of the page unless it is put into it.
async function typeface(family) {
  const name = family.split(",")[0].replaceAll('"', "").trim();
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => [rule, sheet.href]));
  const found = rules.find(([rule]) => rule instanceof CSSFontFaceRule && rule.style.getPropertyValue("font-family").replaceAll('"', "") === name
    && !/italic|oblique/.test(rule.style.getPropertyValue("font-style")));
  const address = found?.[0].style.getPropertyValue("src").match(/url\("?([^")]+)/)?.[1];
  if (!address) return "";
  const bytes = new Uint8Array(await (await fetch(new URL(address, found[1] ?? location.href))).arrayBuffer());
  const text = bytes.reduce((all, byte) => all + String.fromCharCode(byte), "");
  return `@font-face{font-family:"${name}";font-weight:200 900;src:url(data:font/woff2;base64,${btoa(text)})}`;
}

async function rendered(svg, width, height) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * SHARP, height: height * SHARP });
  const pen = canvas.getContext("2d");
  pen.scale(SHARP, SHARP);
  pen.drawImage(picture, 0, 0, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

export async function save(card, about) {
  const place = document.querySelector(`[data-card="${CSS.escape(card.name)}"]`);
  const { data, layout } = framed(card, about, place);
  const { height } = layout;
  const library = await plotly();
  const address = await library.toImage({ data, layout }, { format: "svg", width: WIDTH, height });
  const svg = decodeURIComponent(address.slice(address.indexOf(",") + 1));
  const style = `<style>${await typeface(getComputedStyle(place).fontFamily)}</style>`;
  const blob = await rendered(svg.replace(/(<svg[^>]*>)/, `$1${style}`), WIDTH, height);
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: `sociallens-${card.name}-${about.file}.png` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
