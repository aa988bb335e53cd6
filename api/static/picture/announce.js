// What has changed, for those who do not see the picture: said once things have come to rest.
import { counted, dayWords, rested } from "./words.js";

const REST = 500;

/** @param {import("./state.js").State} state */
export function announce(state) {
  const said = document.querySelector("[data-found]");
  if (!said) return;
  const say = rested(() => {
    const { nodes, edges } = state.shown;
    said.textContent = `${dayWords(state.chosen.day)}: ${counted(nodes.size, "node")} and ${counted(edges.size, "line")} shown.`;
  }, REST);
  state.onChange((changed) => {
    if (!("select" in changed) || Object.keys(changed).length > 1) say();
  });
}
