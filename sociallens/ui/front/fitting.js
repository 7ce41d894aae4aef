// What only the page knows: how wide a chart is, and with it how many labels fit below it and
// where the names of its series stand, so that none covers another.
export const NARROW = 480; // pixels: below, names stand above the chart
const LINE = 17; // pixels between two names
const GAP = 14; // pixels between two labels of the axis
const WIDEST = 48; // pixels of a bar
const SIZE = 13; // pixels: the type of names and labels

const paper = document.createElement("canvas").getContext("2d");
function wide(text, family) {
  paper.font = `${SIZE}px ${family}`;
  return paper.measureText(text).width;
}

// Places of names from the bottom up, in pixels: each at its height or just above the one below.
export function spread(heights, most) {
  const order = heights.map((_, place) => place).sort((one, other) => heights[one] - heights[other]);
  const placed = [...heights];
  order.forEach((place, rank) => {
    if (rank) placed[place] = Math.max(placed[place], placed[order[rank - 1]] + LINE);
  });
  const over = order.length ? Math.max(0, placed[order.at(-1)] - most) : 0;
  if (!over) return placed;
  // Those at the top make room downwards.
  let ceiling = most;
  for (const place of order.toReversed()) {
    placed[place] = Math.min(placed[place], ceiling);
    ceiling = placed[place] - LINE;
  }
  return placed;
}

// As many labels as fit, the year below the first of each.
export function labelled(times, width, family) {
  const widest = Math.max(...times.map(([text]) => wide(text, family)), 1) + GAP;
  const step = Math.max(1, Math.ceil((widest * times.length) / width));
  const places = times.map((_, place) => place).filter((place) => place % step === 0);
  let above = "";
  const texts = places.map((place) => {
    const [text, year] = times[place];
    const line = year && year !== above ? `${text}<br>${year}` : text;
    above = year;
    return line;
  });
  return { tickvals: places, ticktext: texts };
}

function names(ends, height, family) {
  const placed = spread(ends.map(({ at }) => at * height), height);
  return ends.map(({ text, colour }, place) => ({
    text,
    x: 1,
    xref: "paper",
    xanchor: "left",
    xshift: 6,
    y: height ? placed[place] / height : 0,
    yref: "paper",
    yanchor: "middle",
    showarrow: false,
    font: { color: colour, size: SIZE, family },
  }));
}

export function fitted(figure, width, { fontFamily: family }) {
  const { meta = {}, ...layout } = structuredClone(figure.layout);
  const ends = meta.ends ?? [];
  const beside = ends.length && width >= NARROW;
  const right = beside ? 14 + Math.max(...ends.map(({ text }) => wide(text, family))) : layout.margin.r;
  const inner = width - layout.margin.l - right;
  const height = layout.height - layout.margin.t - layout.margin.b;
  const times = meta.times ?? [];
  const data = structuredClone(figure.data);
  const [from, to] = layout.xaxis?.range ?? [0, 1];
  const bar = Math.min(0.8, (WIDEST * (to - from)) / inner);
  for (const trace of data) if (trace.type === "bar" && times.length) trace.width = bar;
  return {
    data,
    layout: {
      ...layout,
      width,
      margin: { ...layout.margin, r: right },
      font: { ...layout.font, family },
      hoverlabel: { ...layout.hoverlabel, font: { ...layout.hoverlabel?.font, family } },
      annotations: [...(layout.annotations ?? []), ...(beside ? names(ends, height, family) : [])],
      ...(times.length && { xaxis: { ...layout.xaxis, ...labelled(times, inner, family) } }),
    },
  };
}
