"use strict";
// A sandboxed frame cannot see whether the notebook around it is light or dark: it is told.
(() => {
  const root = document.currentScript?.getRootNode() ?? document;
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const [red, green, blue, alpha = 1] = (getComputedStyle(at).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
      if (alpha > 0.5 && blue !== undefined) return red * 0.3 + green * 0.6 + blue * 0.1 < 110 ? "dark" : "light";
    }
    return null;
  };
  const tell = (frame) => frame.contentWindow?.postMessage({ parley: ground(frame.parentElement) }, "*");
  for (const frame of root.querySelectorAll(".parley-frame:not([data-told])")) {
    frame.dataset.told = "";
    frame.addEventListener("load", () => tell(frame));
    tell(frame);
    new MutationObserver(() => setTimeout(tell, 300, frame)).observe(document.body, { attributes: true });
  }
})();
