// Which nodes and edges are shown on the chosen day, under the legend's filter and the focus.
/** @typedef {import("./types").Edge} Edge */
/** @typedef {import("./types").Shown} Shown */
/** @typedef {import("./types").PictureData} PictureData */

const STRUCTURE = new Set(["concerns", "part_of", "excludes"]);

/** @param {Edge} edge @param {string} day */
export function spansAt(edge, day) {
  return edge.spans.filter((span) => span.first <= day && day <= span.last);
}

/** @param {string} key */
export function isStructure(key) {
  return STRUCTURE.has(key);
}

/** @param {PictureData} data @param {import("./state.js").Chosen} chosen @returns {Shown} */
export function shownAt(data, chosen) {
  const { day, hidden, focus, steps } = chosen;
  const barred = new Set(data.nodes.filter((spot) => hidden.has(spot.sort)).map((spot) => spot.id));
  const holding = data.edges.filter(
    (edge) =>
      !hidden.has(edge.key) &&
      !barred.has(edge.from) &&
      !barred.has(edge.to) &&
      edge.spans.some((span) => span.first <= day && day <= span.last),
  );
  const nodes = new Set(data.nodes.filter((spot) => spot.anchor && !barred.has(spot.id)).map((spot) => spot.id));
  const edges = holding.filter((edge) => !STRUCTURE.has(edge.key));
  for (const edge of edges) nodes.add(edge.from).add(edge.to);
  edges.push(...structureOf(holding, nodes));
  const shown = { nodes, edges: new Set(edges.map((edge) => edge.id)) };
  return focus && nodes.has(focus) ? near(shown, edges, focus, steps) : shown;
}

/**
 * What a demand concerns is shown with the demand; two that exclude each other only if both are.
 * @param {Edge[]} holding @param {Set<string>} nodes those shown, to which the things concerned are added
 */
function structureOf(holding, nodes) {
  const structure = holding.filter((edge) => STRUCTURE.has(edge.key));
  const concerns = structure.filter((edge) => edge.key === "concerns" && nodes.has(edge.from));
  for (const edge of concerns) nodes.add(edge.to);
  const others = structure.filter((edge) => edge.key !== "concerns" && nodes.has(edge.from) && nodes.has(edge.to));
  return [...concerns, ...others];
}

/** @param {Shown} shown @param {Edge[]} edges @param {string} focus @param {number} steps @returns {Shown} */
function near(shown, edges, focus, steps) {
  let reached = new Set([focus]);
  for (let step = 0; step < steps; step += 1) {
    const next = new Set(reached);
    for (const edge of edges) {
      if (reached.has(edge.from)) next.add(edge.to);
      if (reached.has(edge.to)) next.add(edge.from);
    }
    reached = next;
  }
  const kept = edges.filter((edge) => reached.has(edge.from) && reached.has(edge.to));
  return { nodes: reached, edges: new Set(kept.map((edge) => edge.id)) };
}

/**
 * A selection with its neighbours, which stand out while all else is faded; null where nothing is selected.
 * @param {import("./state.js").State} state @returns {Shown | null}
 */
export function standingOut(state) {
  const { select } = state.chosen;
  if (select === null) return null;
  const { nodes, edges } = state.shown;
  const around = state.data.edges.filter(
    (edge) => edges.has(edge.id) && (edge.id === select || edge.from === select || edge.to === select),
  );
  if (around.length === 0 && !nodes.has(select)) return null;
  const out = new Set(around.flatMap((edge) => [edge.from, edge.to]));
  if (nodes.has(select)) out.add(select);
  return { nodes: out, edges: new Set(around.map((edge) => edge.id)) };
}
