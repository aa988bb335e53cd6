// What the pointer is on, in words, beside it.
import { spansAt } from "./visible.js";
import { dayWords, element } from "./words.js";

const LONGEST = 220;

/** @param {import("./state.js").State} state @param {import("./canvas.js").Canvas} canvas */
export function tip(state, canvas) {
  const box = element("div", "", { class: "picture-tip", hidden: "" });
  canvas.where.after(box);
  const hide = () => box.setAttribute("hidden", "");
  const show = (/** @type {HTMLElement[]} */ lines, /** @type {{x: number, y: number}} */ at) => {
    box.replaceChildren(...lines);
    box.removeAttribute("hidden");
    const left = Math.min(at.x + 14, canvas.where.clientWidth - box.offsetWidth - 4);
    const below = at.y + 18 + box.offsetHeight < canvas.where.clientHeight;
    box.style.left = `${Math.max(4, left)}px`;
    box.style.top = `${below ? at.y + 18 : Math.max(4, at.y - box.offsetHeight - 10)}px`;
  };
  canvas.network?.on("hoverNode", (found) => show(ofNode(state, found.node), found.pointer.DOM));
  canvas.network?.on("hoverEdge", (found) => show(ofEdge(state, found.edge), found.pointer.DOM));
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom", "click"]) canvas.network?.on(event, hide);
  canvas.where.addEventListener("pointerleave", hide);
}

/** @param {import("./state.js").State} state @param {string} id */
function ofNode(state, id) {
  const spot = state.spots.get(id);
  const kind = [spot?.label, spot?.kind].filter(Boolean).join(", ").toLowerCase();
  return [element("strong", cut(spot?.name ?? id), { dir: "auto" }), element("span", kind)];
}

/** @param {import("./state.js").State} state @param {string} id */
function ofEdge(state, id) {
  const edge = state.edges.get(id);
  const span = edge && spansAt(edge, state.chosen.day)[0];
  if (!edge || !span) return [];
  const words = span.text || `${state.nameOf(edge.from)} ${span.verb} ${state.nameOf(edge.to)}`;
  const said = span.said ? `last said ${dayWords(span.said)}` : "";
  return [element("strong", cut(words), { dir: "auto" }), element("span", said)];
}

/** @param {string} text */
function cut(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
}
