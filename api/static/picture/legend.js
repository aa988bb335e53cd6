// The legend is the filter: a button for each sort of node and line, with how many are shown.
import { penOf } from "./canvas.js";
import { edgeColour, nodeColours, onTheme } from "./colours.js";
import { outline } from "./outlines.js";
import { byPart, drawing, element } from "./words.js";

/** @typedef {{key: string, button: HTMLElement, count: HTMLElement, colour: () => void}} Row */

/** @param {import("./state.js").State} state */
export function legend(state) {
  const where = byPart("legend");
  if (!where) return;
  const { nodes, edges } = state.data.legend;
  /** @type {Row[]} */
  const rows = [];
  const part = (/** @type {string} */ name, /** @type {Row[]} */ inside) => {
    const box = element("div", "", { class: "legend-part" });
    box.append(element("span", name, { class: "legend-name" }), ...inside.map((row) => row.button));
    where.append(box);
    rows.push(...inside);
  };
  part("Shown", nodes.map((row) => made(state, row.key, row.name, nodeSample(row))));
  for (const name of new Set(edges.map((row) => row.part))) {
    part(name, edges.filter((row) => row.part === name).map((row) => made(state, row.key, row.name, edgeSample(row))));
  }
  const update = () => count(state, rows);
  onTheme(() => rows.forEach((row) => row.colour()));
  state.onChange(update);
  update();
}

/** @param {import("./state.js").State} state @param {Row[]} rows */
function count(state, rows) {
  const { nodes, edges } = state.shown;
  /** @type {Map<string, number>} */
  const found = new Map();
  const add = (/** @type {string} */ key) => found.set(key, (found.get(key) ?? 0) + 1);
  for (const spot of state.data.nodes) if (nodes.has(spot.id)) add(spot.sort);
  for (const edge of state.data.edges) if (edges.has(edge.id)) add(edge.key);
  for (const { key, button, count } of rows) {
    const pressed = String(!state.chosen.hidden.has(key));
    const number = String(found.get(key) ?? 0);
    if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
    if (count.textContent !== number) count.textContent = number;
  }
}

/**
 * @param {import("./state.js").State} state @param {string} key @param {string} name
 * @param {{picture: Element, colour: () => void}} sample @returns {Row}
 */
function made(state, key, name, sample) {
  const button = element("button", "", { type: "button", class: "legend", "aria-pressed": "true", "data-key": key });
  const count = element("span", "", { class: "count" });
  button.append(sample.picture, element("span", name), count);
  button.addEventListener("click", () => {
    const hidden = new Set(state.chosen.hidden);
    if (!hidden.delete(key)) hidden.add(key);
    state.change({ hidden });
  });
  return { key, button, count, colour: sample.colour };
}

/** @param {import("./types").NodeKey} row */
function nodeSample(row) {
  const shape = drawing("path", { d: outline(row.shape, 28, 16), "stroke-width": row.key === "mediator" ? "2.5" : "1.3" });
  return sampled(shape, () => {
    const { fill, line } = nodeColours(row.key);
    shape.setAttribute("fill", fill);
    shape.setAttribute("stroke", line);
  });
}

/** @param {import("./types").EdgeKey} row */
function edgeSample(row) {
  const pen = penOf(row);
  const line = drawing("path", { d: pen.arrow ? "M-16 0H9M8 -4L16 0L8 4Z" : "M-16 0H16", "stroke-width": String(pen.width) });
  if (row.dash.length > 0) line.setAttribute("stroke-dasharray", row.dash.join(" "));
  return sampled(line, () => {
    line.setAttribute("stroke", edgeColour(row.key));
    line.setAttribute("fill", pen.arrow ? edgeColour(row.key) : "none");
  });
}

/** @param {Element} shape @param {() => void} colour */
function sampled(shape, colour) {
  const picture = drawing("svg", { viewBox: "-18 -10 36 20", "aria-hidden": "true", class: "sample" });
  picture.append(shape);
  colour();
  return { picture, colour };
}
