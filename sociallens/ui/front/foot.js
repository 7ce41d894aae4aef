// The foot of printed pages: the view, its source, and the page's number. Only CSS can write into
// the margin of a page; the text is spelled in escapes, so that none of it is read as CSS.
const style = new CSSStyleSheet();
document.adoptedStyleSheets.push(style);

let told;

export function foot(text) {
  if (text === told) return; // a style sheet that is replaced makes the whole page be styled anew
  told = text;
  const spelled = Array.from(text, (sign) => `\\${sign.codePointAt(0).toString(16)} `).join("");
  const face = `font: 9pt ${getComputedStyle(document.body).fontFamily}; color: #566373; white-space: nowrap`;
  style.replaceSync(`@page {
    @bottom-left { content: "${spelled}"; ${face} }
    @bottom-right { content: counter(page) " / " counter(pages); ${face} }
  }`);
}
