// The page's address says what is seen: day, filters, focus, selection and view.
import { byPart, rested } from "./words.js";

const REST = 120;

/** @typedef {import("./state.js").State} State */

/** What the address asks for; what this picture does not have is named. @param {State} state @param {URLSearchParams} asked */
export function restore(state, asked) {
  const wrong = new Set();
  const { nodes, edges } = state.data.legend;
  const keys = new Set([...nodes, ...edges].map((row) => row.key));
  const given = asked.get("hide");
  const hidden = given === null ? state.data.hidden : given.split(",").filter(Boolean);
  if (hidden.some((key) => !keys.has(key))) wrong.add("hide");
  const known = (/** @type {string} */ name, /** @type {boolean} */ withEdges) => {
    const id = asked.get(name);
    if (!id) return null;
    if (state.spots.has(id) || (withEdges && state.edges.has(id))) return id;
    wrong.add(name);
    return null;
  };
  const steps = Number(asked.get("steps") ?? 1);
  if (![1, 2, 3].includes(steps)) wrong.add("steps");
  state.change({
    hidden: new Set(hidden.filter((key) => keys.has(key))),
    focus: known("focus", false),
    select: known("select", true),
    steps: [1, 2, 3].includes(steps) ? steps : 1,
  });
  const said = document.querySelector("[data-found]");
  if (wrong.size > 0 && said) said.textContent = `The address names what this picture does not have: ${[...wrong].join(", ")}.`;
}

/** The view that the address asks for, if any. @param {import("./view.js").View} view @param {URLSearchParams} asked */
export function restoreView(view, asked) {
  const [x, y, scale, ...more] = (asked.get("view") ?? "").split(",").map(Number);
  if (x === undefined || y === undefined || !scale || more.length > 0) return;
  if ([x, y, scale].every(Number.isFinite) && scale > 0) view.network.moveTo({ position: { x, y }, scale: Math.min(4, Math.max(0.02, scale)) });
}

/** @param {State} state @param {import("./view.js").View | null} view */
export function permalink(state, view) {
  let moved = new URLSearchParams(location.search).has("view");
  const update = () => {
    const address = addressOf(state, moved && view ? view : null);
    if (!state.data.offline) history.replaceState(null, "", address);
    byPart("permalink")?.setAttribute("href", address.pathname + address.search);
    byPart("downloads")?.querySelector("a[data-download=html]")?.setAttribute("href", fileOf(address));
  };
  const later = rested(update, REST);
  state.onChange(later);
  view?.onMove(() => {
    moved = true;
    later();
  });
}

/** @param {URL} address */
function fileOf(address) {
  const file = new URL(address);
  file.searchParams.set("download", "html");
  return file.pathname + file.search;
}

/** @param {State} state @param {import("./view.js").View | null} view */
function addressOf(state, view) {
  const { day, hidden, focus, steps, select } = state.chosen;
  const address = new URL(location.href);
  const isUsual = hidden.size === state.data.hidden.length && state.data.hidden.every((key) => hidden.has(key));
  /** @type {Record<string, string | null>} */
  const said = {
    as_of: day === state.data.day && !address.searchParams.has("as_of") ? null : day,
    hide: isUsual ? null : [...hidden].join(","),
    focus,
    steps: focus ? String(steps) : null,
    select,
    view: view ? viewOf(view) : null,
  };
  for (const [name, value] of Object.entries(said)) {
    if (value === null) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  return address;
}

/** @param {import("./view.js").View} view */
function viewOf(view) {
  const { x, y } = view.network.getViewPosition();
  return `${Math.round(x)},${Math.round(y)},${view.network.getScale().toFixed(2)}`;
}
