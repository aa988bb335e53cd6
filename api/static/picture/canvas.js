// The picture itself: vis-network draws it, at the places and in the shapes that Parley gives it.
import { accent, edgeColour, nodeColours, onTheme, paper, quiet } from "./colours.js";
import { boundsOf, curvesOf } from "./curves.js";
import { lettering, outline } from "./outlines.js";
import { isStructure, standingOut } from "./visible.js";

const FACE = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";
const LEGIBLE = 4.5;
const SMALL = 8;
const FADED = 0.13;
const MUTUAL = new Set(["opposed", "exclusive", "rival_holding", "excludes", "concerns", "part_of"]);

/** How a line of the legend's key is drawn. @param {import("./types").EdgeKey} row */
export function penOf(row) {
  const width = row.key === "exclusive" ? 1.8 : row.conflict ? 2.4 : isStructure(row.key) ? 1.2 : 1.7;
  const opacity = row.key === "exclusive" ? 0.65 : row.conflict ? 0.85 : isStructure(row.key) ? 0.6 : 0.8;
  return { width, opacity, arrow: !MUTUAL.has(row.key) };
}

/**
 * From far away a name in one line, as large as its box allows; demands are too long for that.
 * @param {import("./types").Spot} spot @param {string} label @param {number} scale
 */
function overview(spot, label, scale) {
  if (spot.label === "Demand") return lettering(spot, label);
  const font = Math.min(spot.height * 0.6, 10 / scale);
  return [{ text: label.replaceAll("\n", " "), y: 0, font, strong: true }];
}

export class Canvas {
  /** @param {HTMLElement} where @param {import("./state.js").State} state */
  constructor(where, state) {
    this.where = where;
    this.state = state;
    this.curves = curvesOf(state.data);
    this.bounds = boundsOf(state.data, this.curves.values());
    this.labels = new Map(state.data.network.nodes.map((node) => [node.id, node.label]));
    this.outlines = new Map(
      state.data.network.nodes.map((node) => {
        const spot = state.spots.get(node.id);
        return [node.id, new Path2D(outline(node.shape, spot?.width ?? 0, spot?.height ?? 0))];
      }),
    );
    this.keys = new Map(state.data.legend.edges.map((row) => [row.key, row]));
    this.shown = state.shown;
    this.out = standingOut(state);
    this.begin();
    onTheme(() => this.recolour());
    state.onChange(() => this.update());
  }

  begin() {
    const { data, shown } = this.state;
    const render = (/** @type {import("./types").Brush} */ brush) => this.node(brush);
    this.nodes = new vis.DataSet(
      data.network.nodes.map(({ id, x, y }) => ({ id, x, y, shape: "custom", ctxRenderer: render, hidden: !shown.nodes.has(id) })),
    );
    this.edges = new vis.DataSet(data.network.edges.map((edge) => ({ ...edge, ...this.line(edge.id), hidden: !shown.edges.has(edge.id) })));
    this.network = new vis.Network(this.where, { nodes: this.nodes, edges: this.edges }, data.network.options);
    for (const [id, curve] of this.curves) {
      const edge = this.network.body.edges[id];
      if (edge) edge.edgeType._getViaCoordinates = () => curve.bends;
    }
    this.network.on("beforeDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => this.headings(ctx));
    this.network.on("click", (found) => this.state.change({ select: found.nodes[0] ?? found.edges[0] ?? null }));
    this.network.on("doubleClick", (found) => {
      if (found.nodes[0]) this.state.change({ focus: found.nodes[0] });
    });
  }

  /** How a line looks now. @param {string} id */
  line(id) {
    const edge = this.state.edges.get(id);
    const row = this.keys.get(edge?.key ?? "");
    if (!edge || !row) return {};
    const pen = penOf(row);
    const colour = edgeColour(edge.key);
    const faded = this.out !== null && !this.out.edges.has(id);
    return {
      width: pen.width,
      dashes: row.dash.length > 0 ? row.dash : false,
      color: { color: colour, highlight: colour, hover: colour, opacity: faded ? FADED : pen.opacity },
      arrows: { to: { enabled: pen.arrow, scaleFactor: 0.55 } },
    };
  }

  /** Draws a node: its outline, and its label where that can be read. @param {import("./types").Brush} brush */
  node({ ctx, id, x, y, state: { selected, hover } }) {
    const spot = this.state.spots.get(id);
    const path = this.outlines.get(id);
    if (!spot || !path) return {};
    const drawNode = () => {
      ctx.translate(x, y);
      const faded = this.out !== null && !this.out.nodes.has(id);
      const { fill, line, text } = nodeColours(spot.sort);
      ctx.fillStyle = paper();
      ctx.fill(path);
      ctx.globalAlpha = faded ? 0.25 : 1;
      ctx.fillStyle = fill;
      ctx.fill(path);
      ctx.strokeStyle = selected || hover ? accent() : line;
      ctx.lineWidth = selected ? 4 : spot.sort === "mediator" || spot.anchor ? 3 : 1.4;
      ctx.stroke(path);
      if (spot.sort === "mediator") this.ring(ctx, spot);
      ctx.fillStyle = text;
      this.letters(ctx, spot);
    };
    return { drawNode, nodeDimensions: { width: spot.width, height: spot.height } };
  }

  /** The second outline of a mediator with a stake. @param {CanvasRenderingContext2D} ctx @param {import("./types").Spot} spot */
  ring(ctx, spot) {
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = nodeColours("mediator").line;
    ctx.stroke(new Path2D(outline("ellipse", spot.width + 10, spot.height + 10)));
  }

  /** @param {CanvasRenderingContext2D} ctx @param {import("./types").Spot} spot */
  letters(ctx, spot) {
    const scale = this.network?.getScale() ?? 1;
    const label = this.labels.get(spot.id) ?? "";
    const rows = spot.font * scale < SMALL ? overview(spot, label, scale) : lettering(spot, label);
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    for (const row of rows) {
      if (row.font * scale < LEGIBLE) continue;
      ctx.font = `${row.strong ? "600 " : ""}${row.font}px ${FACE}`;
      ctx.fillText(row.text, 0, row.y, spot.width - 16);
    }
  }

  /** @param {CanvasRenderingContext2D} ctx */
  headings(ctx) {
    ctx.save();
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.font = `600 15px ${FACE}`;
    ctx.fillStyle = quiet();
    for (const { name, x, y } of this.state.data.columns) ctx.fillText(name, x, y);
    ctx.restore();
  }

  /** Shows and hides, fades and selects what has changed, and no more: large pictures move too. */
  update() {
    const { data, shown } = this.state;
    const out = standingOut(this.state);
    const fades = (/** @type {string} */ id) =>
      (out !== null && !out.edges.has(id)) !== (this.out !== null && !this.out.edges.has(id));
    const before = this.shown;
    const nodes = data.nodes.filter(({ id }) => shown.nodes.has(id) !== before.nodes.has(id));
    const edges = data.edges.filter(({ id }) => shown.edges.has(id) !== before.edges.has(id));
    const faded = data.edges.filter(({ id }) => shown.edges.has(id) && fades(id));
    this.shown = shown;
    this.out = out;
    const hidden = edges.map(({ id }) => ({ id, hidden: !shown.edges.has(id), ...this.line(id) }));
    const updates = [...hidden, ...faded.filter((edge) => !edges.includes(edge)).map(({ id }) => ({ id, ...this.line(id) }))];
    if (nodes.length > 0) this.nodes?.update(nodes.map(({ id }) => ({ id, hidden: !shown.nodes.has(id) })));
    if (updates.length > 0) this.edges?.update(updates);
    this.choose();
    this.network?.redraw();
  }

  choose() {
    const { select } = this.state.chosen;
    const node = select !== null && this.shown.nodes.has(select) ? [select] : [];
    const edge = select !== null && this.shown.edges.has(select) ? [select] : [];
    this.network?.setSelection({ nodes: node, edges: edge });
  }

  recolour() {
    this.edges?.update(this.state.data.edges.map(({ id }) => ({ id, ...this.line(id) })));
    this.network?.redraw();
  }
}
