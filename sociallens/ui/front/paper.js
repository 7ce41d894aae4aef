// Paper is white, whatever the screen: what is printed takes the colours of the light mode.
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
const PAINTED = ["fill", "stroke"];
let swaps = new Map(); // from a colour as the browser writes it to the one on paper
let undo = [];

const written = (hex) => {
  const style = document.createElement("i").style;
  style.color = hex;
  return style.color;
};

export function toPaper(colours, pairs) {
  const rules = Object.entries(colours).map(([name, colour]) => `--${name}: ${colour} !important;`);
  sheet.replaceSync(`@media print { :root { ${rules.join(" ")} } }`);
  swaps = new Map(Object.entries(pairs).map(([here, there]) => [written(here), there]));
}

// A drawn chart holds its colours itself.
function swap() {
  for (const mark of swaps.size ? document.querySelectorAll(".plot svg *") : []) {
    for (const name of PAINTED) {
      const painted = mark.style[name];
      if (!swaps.has(painted)) continue;
      mark.style[name] = swaps.get(painted);
      undo.push(() => { mark.style[name] = painted; });
    }
  }
}

function back() {
  for (const restore of undo) restore();
  undo = [];
}

window.addEventListener("beforeprint", swap);
window.addEventListener("afterprint", back);
