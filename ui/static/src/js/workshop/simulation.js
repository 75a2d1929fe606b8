// The simulation of tokens speaks English and paints inline; here it does neither.
function NoColours() {}
export const plainColours = { coloredScopes: ["type", NoColours] };

export function inWords(canvas, words) {
  const tell = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const said = words[node.data.trim()];
      if (said && node.parentElement?.closest("[class^='bts-'], .djs-minimap")) node.data = said;
      return;
    }
    if (node.dataset?.style) node.style.cssText = node.dataset.style;
    if (node.title && words[node.title]) { node.title = words[node.title]; node.setAttribute("aria-label", node.title); }
    node.childNodes?.forEach(tell);
  };
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(tell))).observe(canvas, { childList: true, subtree: true });
}
