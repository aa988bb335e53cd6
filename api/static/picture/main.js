// The entry: reads what the page was given, and puts the parts of the picture together.
import { announce } from "./announce.js";
import { Canvas } from "./canvas.js";
import { downloads } from "./downloads.js";
import { fold } from "./fold.js";
import { legend } from "./legend.js";
import { onPaper } from "./paper.js";
import { panel } from "./panel.js";
import { permalink, restore, restoreView } from "./permalink.js";
import { search } from "./search.js";
import { slider } from "./slider.js";
import { State } from "./state.js";
import { table } from "./table.js";
import { tip } from "./tip.js";
import { unpacked } from "./unpack.js";
import { View } from "./view.js";
import { byPart } from "./words.js";

const given = document.getElementById("picture-data");
if (given) begin(unpacked(JSON.parse(given.textContent ?? "{}")));

/** @param {import("./types").PictureData} data */
function begin(data) {
  const state = new State(data);
  const asked = new URLSearchParams(data.offline?.search ?? location.search);
  restore(state, asked);
  const where = byPart("picture");
  const canvas = where && data.nodes.length > 0 ? new Canvas(where, state) : null;
  const view = canvas && new View(canvas, state);
  if (view) restoreView(view, asked);
  let settled = canvas === null;
  canvas?.network?.once("afterDrawing", () => {
    settled = true;
  });
  fold(asked);
  legend(state);
  slider(state);
  panel(state, view);
  table(state);
  search(state, view);
  steps(state);
  bare(state);
  announce(state);
  permalink(state, view);
  downloads(state, canvas);
  if (canvas) {
    tip(state, canvas);
    onPaper(state, canvas);
  }
  window.parley = {
    place: (point) => canvas?.network?.canvasToDOM(point) ?? null,
    way: (id) => canvas?.curves.get(id) ?? null,
    picture() {
      const { nodes, edges } = state.shown;
      return {
        day: state.chosen.day,
        settled,
        left_out: data.left_out,
        nodes: data.network.nodes.map(({ id, x, y }) => ({ id, x, y, shown: nodes.has(id) })),
        edges: data.edges.map(({ id, from, to, key }) => ({ id, from, to, key, shown: edges.has(id) })),
      };
    },
  };
}

/** How far around the focus is shown. @param {State} state */
function steps(state) {
  const choice = /** @type {HTMLSelectElement | null} */ (document.querySelector("[data-steps]"));
  const away = document.querySelector("[data-unfocus]");
  choice?.addEventListener("change", () => state.change({ steps: Number(choice.value) }));
  away?.addEventListener("click", () => state.change({ focus: null }));
  const update = () => {
    if (choice) choice.value = String(state.chosen.steps);
    choice?.toggleAttribute("disabled", state.chosen.focus === null);
    away?.toggleAttribute("disabled", state.chosen.focus === null);
  };
  state.onChange(update);
  update();
}

/** Says so where nothing at all is shown, rather than to leave an empty frame. @param {State} state */
function bare(state) {
  const words = document.querySelector("[data-bare]");
  const update = () => words?.toggleAttribute("hidden", state.shown.nodes.size > 0);
  state.onChange(update);
  update();
}
