// What has changed, for those who do not see the picture: said once things have come to rest.
import { counted, dayWords } from "./words.js";

const REST = 500;

/** @param {import("./state.js").State} state */
export function announce(state) {
  const said = document.querySelector("[data-found]");
  if (!said) return;
  /** @type {number | undefined} */
  let timer;
  state.onChange((changed) => {
    if ("select" in changed && Object.keys(changed).length === 1) return;
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      const { nodes, edges } = state.shown;
      said.textContent = `${dayWords(state.chosen.day)}: ${counted(nodes.size, "node")} and ${counted(edges.size, "line")} shown.`;
    }, REST);
  });
}
