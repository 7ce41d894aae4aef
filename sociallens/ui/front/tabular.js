// A card's figures as a table: what the corner shows beside the chart, and what is copied.
const digits = (text) => Number(text.replace(/\D/g, "")) || 0;

function ranked({ dimension, rows, benchmark }, words, percent) {
  const has = (field) => rows.some((row) => row[field] != null);
  const columns = [
    { key: "label", text: dimension },
    { key: "value", text: words.share, numeric: true, headline: true },
    has("low") && { key: "interval", text: words.interval, numeric: true, sort: false },
    has("tick") && { key: "tick", text: words.benchmark, numeric: true },
    has("verdict") && { key: "verdict", text: words.change, sort: false },
    { key: "count", text: words.count, numeric: true },
  ].filter(Boolean);
  const cells = (row) => ({
    label: { text: row.label, value: row.label, href: row.page, narrow: row.page ? undefined : row.narrow },
    value: { text: row.value, value: row.bar ?? null },
    interval: { text: row.low == null ? "" : `${percent(row.low)} – ${percent(row.high)}` },
    tick: { text: row.tick == null ? "" : percent(row.tick), value: row.tick ?? null },
    verdict: { text: row.verdict?.text ?? "" },
    count: { text: row.count, value: digits(row.count), href: row.messages },
  });
  return {
    columns,
    rows: rows.map((row) => ({ ...row, cells: columns.map(({ key }) => cells(row)[key]) })),
    note: benchmark?.text,
  };
}

function grid({ dimension, columns, rows }) {
  return {
    columns: [{ key: "label", text: dimension }, ...columns.map(({ text }, place) => ({ key: String(place), text, numeric: true }))],
    rows: rows.map((row) => ({
      key: row.key,
      cells: [
        { text: row.label, value: row.label, href: row.page },
        ...row.cells.map((cell) => ({ text: cell.value, value: cell.depth || null, narrow: cell.narrow })),
      ],
    })),
  };
}

// Shares as the reader's language writes them: its sign, and where it stands.
export const written = ([before, after]) => (share) => `${before}${Math.round(share * 100)}${after}`;

export function tabular(body, words, percent) {
  if (body.kind === "ranked") return ranked(body, words, percent);
  if (body.kind === "grid") return grid(body);
  if (body.kind === "plot") return body.table;
  return body.kind === "table" ? body : null;
}

// To the clipboard as a spreadsheet takes it: tabs between cells, and a table in HTML.
export async function copied({ columns, rows }) {
  const lines = [columns.map(({ text }) => text), ...rows.map(({ cells }) => cells.map(({ text }) => inert(text)))];
  const table = document.createElement("table");
  for (const line of lines) {
    const row = table.insertRow();
    for (const text of line) row.insertCell().textContent = text;
  }
  const tabs = lines.map((line) => line.map((text) => text.replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
  const blob = (text, type) => new Blob([text], { type });
  await navigator.clipboard.write([
    new ClipboardItem({ "text/plain": blob(tabs, "text/plain"), "text/html": blob(table.outerHTML, "text/html") }),
  ]);
}

// No spreadsheet takes a name for a formula; a signed number is none.
function inert(text) {
  return /^\s*[=+\-@＝＋－＠]/.test(text) && !/^[+-]?[\d\s.,\u202f\u00a0]+\S{0,8}$/.test(text) ? `'${text}` : text;
}
