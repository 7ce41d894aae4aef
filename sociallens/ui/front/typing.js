// Whether somebody types there: then keys are letters.
export function typing(element) {
  return element?.matches?.("input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=textbox]");
}
