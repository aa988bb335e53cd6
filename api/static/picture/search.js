// Search by name within the picture: the view moves there, and the node is selected.
import { byPart, dayWords, element, folded } from "./words.js";

const MOST_NAMES = 500;

/** @param {import("./state.js").State} state @param {import("./view.js").View | null} view */
export function search(state, view) {
  const input = /** @type {HTMLInputElement | null} */ (byPart("search"));
  const said = document.querySelector("[data-found]");
  if (!input) return;
  const names = state.data.nodes.slice(0, MOST_NAMES).map((spot) => element("option", "", { value: spot.name }));
  document.getElementById("picture-names")?.append(...names);
  const say = (/** @type {string} */ text) => {
    if (said) said.textContent = text;
  };
  const find = () => {
    const wanted = folded(input.value.trim());
    if (!wanted) return say("");
    const found = best(state.data.nodes, wanted);
    if (!found) return say(`Nothing in this picture is called “${input.value.trim()}”.`);
    state.change({ select: found.id });
    const isShown = state.shown.nodes.has(found.id);
    if (isShown) view?.moveTo(found.id);
    say(isShown ? `Found: ${found.name}` : `${found.name} is not shown on ${dayWords(state.chosen.day)}, or hidden by the legend or the focus.`);
  };
  // What is picked from the suggestions is there at once, and whole.
  const whole = new Set(state.data.nodes.map((spot) => spot.name));
  input.addEventListener("input", () => {
    if (whole.has(input.value)) find();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    find();
  });
}

/**
 * The node whose name is what is wanted, else begins with it, else holds it; of several the one with
 * the shortest name, of which most is wanted.
 * @param {import("./types").Spot[]} spots @param {string} wanted
 */
function best(spots, wanted) {
  const named = spots.map((spot) => ({ spot, name: folded(spot.name) })).sort((one, other) => one.name.length - other.name.length);
  const found =
    named.find((one) => one.name === wanted || one.spot.id === wanted) ??
    named.find((one) => one.name.startsWith(wanted)) ??
    named.find((one) => one.name.includes(wanted));
  return found?.spot ?? null;
}
