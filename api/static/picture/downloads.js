// Downloads made here: SVG and PNG of what is shown, CSV of the rows shown.
import { svgOf } from "./svg.js";
import { rowsOf } from "./table.js";
import { byPart } from "./words.js";

/** @typedef {import("./state.js").State} State */

const LARGEST = 8_000;
const HEADS = ["who", "who_id", "how", "what", "what_id", "kind", "since", "until", "last_said", "certain", "certainty", "claims", "text"];

/** @param {State} state @param {import("./canvas.js").Canvas | null} canvas */
export function downloads(state, canvas) {
  const where = byPart("downloads");
  const on = (/** @type {string} */ kind, /** @type {() => void} */ make) => {
    where?.querySelector(`button[data-download="${kind}"]`)?.addEventListener("click", make);
  };
  on("csv", () => save(state, "csv", new Blob(["\uFEFF", csvOf(state)], { type: "text/csv" })));
  if (!canvas) return;
  on("svg", () => save(state, "svg", new Blob([svgOf(state, canvas)], { type: "image/svg+xml" })));
  on("png", () => png(state, svgOf(state, canvas)));
}

/** @param {State} state @param {string} ending @param {Blob} content */
function save(state, ending, content) {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = `${state.data.filename}-${state.chosen.day}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** @param {State} state @param {string} svg */
function png(state, svg) {
  const image = new Image();
  image.onload = () => {
    const scale = Math.min(2, LARGEST / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = image.width * scale;
    canvas.height = image.height * scale;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((made) => made && save(state, "png", made), "image/png");
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

/** @param {State} state */
export function csvOf(state) {
  const rows = rowsOf(state).map(({ edge, span, from, to }) => [
    ...[from, edge.from, span.verb, to, edge.to, edge.name],
    ...[span.first === "0001-01-01" ? "" : span.first, span.last === "9999-12-31" ? "" : span.last, span.said ?? ""],
    ...[span.certain ? "yes" : "no", span.certainty ?? "", span.claims.join(" "), span.text],
  ]);
  return [HEADS, ...rows].map((row) => row.map(cellOf).join(",")).join("\r\n") + "\r\n";
}

/** A cell that no spreadsheet runs as a formula. @param {string} text */
function cellOf(text) {
  const plain = text.replaceAll("\0", "\uFFFD");
  const harmless = /^\s*[=+\-@|%\t\r']/.test(plain) ? `'${plain}` : plain;
  return `"${harmless.replaceAll('"', '""')}"`;
}
