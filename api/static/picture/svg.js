// The picture as SVG, drawn from the same shapes and curves, what is shown alone.
import { penOf } from "./canvas.js";
import { edgeColour, nodeColours, paper, quiet } from "./colours.js";
import { arrival, boundsOf, wayOf } from "./curves.js";
import { lettering, outline } from "./outlines.js";
import { dayWords } from "./words.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./canvas.js").Canvas} Canvas */

const MARGIN = 40;
const SAMPLE = 36;

/** @param {State} state @param {Canvas} canvas */
export function svgOf(state, canvas) {
  const { data, shown } = state;
  const { left, top, right, bottom } = boundsOf(data, canvas.curves.values());
  const key = keyOf(state, { left, top: bottom + MARGIN, right });
  const box = [left - MARGIN, top - 2 * MARGIN, right - left + 2 * MARGIN, key.bottom - top + 3 * MARGIN].map(Math.round);
  const [x = 0, y = 0, width = 0, height = 0] = box;
  const heads = data.columns.map((head) => text(head.name, head.x, head.y, 15, quiet(), true));
  const title = `${data.title} on ${dayWords(state.chosen.day)}`;
  const drawn = [
    ...data.edges.filter((edge) => shown.edges.has(edge.id)).map((edge) => line(canvas, edge)),
    ...heads,
    ...data.nodes.map((spot, place) => (shown.nodes.has(spot.id) ? node(spot, data.network.nodes[place]) : "")),
  ];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(" ")}" width="${width}" height="${height}" font-family="system-ui, sans-serif">` +
    `<title>${escaped(title)}</title><rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${paper()}"/>` +
    `${text(title, x + width / 2, y + 26, 18, quiet(), true)}${drawn.join("")}${key.drawn}</svg>`
  );
}

/**
 * The key below the picture: what the lines that are shown mean, from left to right in as many rows as it needs.
 * @param {State} state @param {{left: number, top: number, right: number}} room
 */
function keyOf(state, { left, top, right }) {
  const shown = new Set(state.data.edges.filter((edge) => state.shown.edges.has(edge.id)).map((edge) => edge.key));
  let [x, y] = [left, top];
  const drawn = state.data.legend.edges.filter((row) => shown.has(row.key)).map((row) => {
    const width = SAMPLE + 30 + row.name.length * 8.6;
    if (x > left && x + width > right) [x, y] = [left, y + 28];
    const item = sample(row, Math.round(x), Math.round(y)) + name(row.name, Math.round(x), Math.round(y));
    x += width;
    return item;
  });
  return { drawn: drawn.join(""), bottom: drawn.length > 0 ? y : top - MARGIN };
}

/** @param {import("./types").EdgeKey} row @param {number} x @param {number} y */
function sample(row, x, y) {
  const pen = penOf(row);
  const colour = edgeColour(row.key);
  const dash = row.dash.length > 0 ? ` stroke-dasharray="${row.dash.join(" ")}"` : "";
  const head = pen.arrow ? arrow({ tip: { x: x + SAMPLE, y }, angle: 0 }, colour) : "";
  return `<path d="M${x} ${y}h${SAMPLE}" stroke="${colour}" stroke-width="${pen.width}"${dash}/>${head}`;
}

/** @param {string} words @param {number} x @param {number} y */
function name(words, x, y) {
  return `<text class="key" x="${x + SAMPLE + 8}" y="${y}" dominant-baseline="central" font-size="15" fill="${quiet()}">${escaped(words)}</text>`;
}

/** Text as XML can hold it. @param {string} words */
export function escaped(words) {
  const possible = words.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
  return possible.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** @param {string} words @param {number} x @param {number} y @param {number} size @param {string} fill @param {boolean} strong */
function text(words, x, y, size, fill, strong) {
  return (
    `<text x="${Math.round(x)}" y="${Math.round(y)}" text-anchor="middle" dominant-baseline="central" font-size="${size.toFixed(1)}"` +
    `${strong ? ' font-weight="600"' : ""} fill="${fill}">${escaped(words)}</text>`
  );
}

/** @param {Canvas} canvas @param {import("./types").Edge} edge */
function line(canvas, edge) {
  const curve = canvas.curves.get(edge.id);
  const row = canvas.keys.get(edge.key);
  if (!curve || !row) return "";
  const pen = penOf(row);
  const colour = edgeColour(edge.key);
  const dash = row.dash.length > 0 ? ` stroke-dasharray="${row.dash.join(" ")}"` : "";
  return (
    `<g opacity="${pen.opacity}"><title>${escaped(edge.name)}</title>` +
    `<path d="${wayOf(curve)}" fill="none" stroke="${colour}" stroke-width="${pen.width}"${dash}/>${pen.arrow ? arrow(arrival(curve), colour) : ""}</g>`
  );
}

/** @param {{tip: import("./types").Point, angle: number}} end @param {string} colour */
function arrow({ tip, angle }, colour) {
  const turned = ((angle * 180) / Math.PI).toFixed(1);
  return `<path d="M0 0L-9 -4V4Z" fill="${colour}" transform="translate(${tip.x.toFixed(1)} ${tip.y.toFixed(1)}) rotate(${turned})"/>`;
}

/** @param {import("./types").Spot} spot @param {import("./types").VisNode | undefined} item */
function node(spot, item) {
  if (!item) return "";
  const { fill, line: stroke, text: letters } = nodeColours(spot.sort);
  const wide = spot.sort === "mediator" || spot.anchor ? 3 : 1.4;
  const ring = spot.sort === "mediator" ? `<path d="${outline("ellipse", spot.width + 10, spot.height + 10)}" fill="none" stroke="${stroke}" stroke-width="1.5"/>` : "";
  const words = lettering(spot, item.label).map((row) => text(row.text, 0, row.y, row.font, letters, row.strong));
  return (
    `<g transform="translate(${item.x} ${item.y})"><title>${escaped(spot.name)}</title>` +
    `<path d="${outline(item.shape, spot.width, spot.height)}" fill="${fill}" stroke="${stroke}" stroke-width="${wide}"/>${ring}${words.join("")}</g>`
  );
}
