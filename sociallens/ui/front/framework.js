// The framework's own widgets speak English: its words in the reader's language, as they appear.
const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];
// Where words are ours or a stranger's, never the framework's.
const OURS = ".sheet, [data-testid='stMarkdownContainer']:not([data-testid='stFileUploader'] *)";
let words = {};
let observer = null;

function worded(text) {
  const [, before, core, after] = /^(\s*)(.*?)(\s*)$/s.exec(text);
  if (words[core]) return `${before}${words[core]}${after}`;
  const start = Object.keys(words).find((key) => key.endsWith(" *") && core.startsWith(key.slice(0, -1)));
  return start && words[start].replace("*", core.slice(start.length - 1));
}

function attributes(element) {
  if (element.closest(".sheet")) return;
  for (const name of ATTRIBUTES) {
    const text = element.getAttribute(name);
    const other = text && worded(text);
    if (other && other !== text) element.setAttribute(name, other);
  }
}

function texts(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = root.nodeType === Node.TEXT_NODE ? root : walker.nextNode(); node; node = walker.nextNode()) {
    const other = node.data.length < 80 && worded(node.data);
    if (other && other !== node.data && !node.parentElement?.closest(OURS)) node.data = other;
  }
}

function reword(node) {
  const element = node.nodeType === Node.ELEMENT_NODE;
  if ((element ? node : node.parentElement)?.closest(".sheet")) return; // most of what a click changes
  texts(node);
  if (!element) return;
  attributes(node);
  node.querySelectorAll(ATTRIBUTES.map((name) => `[${name}]`).join()).forEach(attributes);
}

export function speak(dictionary) {
  if (!dictionary) return;
  words = dictionary;
  reword(document.body);
  if (observer) return;
  observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") attributes(target);
      else if (type === "characterData") texts(target);
      else addedNodes.forEach(reword);
    }
  });
  observer.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
}
