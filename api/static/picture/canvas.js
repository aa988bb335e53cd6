// The picture itself: vis-network draws it, at the places and in the shapes that Parley gives it.
import { accent, edgeColour, nodeColours, onTheme, paper, quiet } from "./colours.js";
import { arrival, boundsOf, curvesOf, distance, wayOf } from "./curves.js";
import { lettering, outline } from "./outlines.js";
import { isStructure, standingOut } from "./visible.js";

const FACE = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";
const LEGIBLE = 4.5;
const SMALL = 8;
const LETTERS = 22;
const FADED = 0.13;
const ARROWS = 0.22;
const COARSE = 0.5;
/** @type {number[]} */
const NO_DASH = [];
const HEAD = new Path2D("M0 0L-9 -4.2V4.2Z");
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
  const name = label.replaceAll("\n", " ");
  const text = name.length > LETTERS ? `${name.slice(0, LETTERS)}…` : name;
  return [{ text, y: 0, font, strong: true }];
}

/** @typedef {{pen: ReturnType<typeof penOf>, dash: number[], path: Path2D, colour: string, end: ReturnType<typeof arrival>}} Look */

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
    /** @type {Map<string, Look>} */
    this.looks = new Map();
    this.keys = new Map(state.data.legend.edges.map((row) => [row.key, row]));
    this.shown = state.shown;
    this.out = standingOut(state);
    this.begin();
    onTheme(() => this.network?.redraw());
    state.onChange(() => this.update());
  }

  begin() {
    const { data } = this.state;
    const render = (/** @type {import("./types").Brush} */ brush) => this.node(brush);
    const nodes = new vis.DataSet(data.network.nodes.map(({ id, x, y }) => ({ id, x, y, shape: "custom", ctxRenderer: render })));
    const edges = new vis.DataSet(data.network.edges.map(({ id, from, to }) => ({ id, from, to })));
    this.network = new vis.Network(this.where, { nodes, edges }, data.network.options);
    this.lend();
    this.hide(data.nodes, data.edges);
    this.network.on("beforeDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => this.headings(ctx));
    this.network.on("click", (found) => this.state.change({ select: this.hit(found) }));
    this.network.on("doubleClick", (found) => {
      if (this.shown.nodes.has(found.nodes[0])) this.state.change({ focus: found.nodes[0] });
    });
  }

  /** What of it that is shown was hit. @param {{nodes: string[], edges: string[]}} found */
  hit({ nodes: [node = ""], edges: [edge = ""] }) {
    if (this.shown.nodes.has(node)) return node;
    return this.shown.edges.has(edge) ? edge : null;
  }

  /** Lends vis-network the ways of lines, and draws them: its own styles cost too much for many. */
  lend() {
    for (const [id, curve] of this.curves) {
      const edge = this.network?.body.edges[id];
      if (!edge) continue;
      edge.edgeType._getViaCoordinates = () => [curve.from, curve.to];
      edge.edgeType.getDistanceToEdge = (...given) => distance(curve, { x: given[4], y: given[5] });
      edge.draw = (ctx) => this.line(ctx, id, edge);
      edge.drawArrows = () => undefined;
    }
  }

  /** Shows and hides what the state says of these. @param {import("./types").Spot[]} nodes @param {import("./types").Edge[]} edges */
  hide(nodes, edges) {
    for (const { id } of nodes) {
      const node = this.network?.body.nodes[id];
      if (node) node.options.hidden = !this.shown.nodes.has(id);
    }
    for (const { id } of edges) {
      const edge = this.network?.body.edges[id];
      // What is not connected is neither drawn nor hit.
      if (edge) edge.connected = this.shown.edges.has(id);
    }
  }

  /** Draws a line, and its arrow where that can be seen. @param {CanvasRenderingContext2D} ctx @param {string} id @param {import("./types").VisLine} state */
  line(ctx, id, { selected, hover }) {
    const look = this.look(id);
    if (!look) return;
    const { pen, dash, path, colour } = look;
    ctx.globalAlpha = this.out !== null && !this.out.edges.has(id) ? FADED : selected || hover ? 1 : pen.opacity;
    ctx.strokeStyle = edgeColour(colour);
    ctx.lineWidth = pen.width + (selected ? 1.6 : hover ? 0.8 : 0);
    const scale = this.network?.getScale() ?? 1;
    // From far away the pattern keeps a size that can be seen, and drawn at little cost.
    const coarse = COARSE / scale;
    if (dash.length > 0) ctx.setLineDash(coarse > 1 ? dash.map((part) => part * coarse) : dash);
    ctx.stroke(path);
    if (dash.length > 0) ctx.setLineDash(NO_DASH);
    if (pen.arrow && scale > ARROWS) this.arrow(ctx, look);
    ctx.globalAlpha = 1;
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Look} look */
  arrow(ctx, look) {
    const { tip, angle } = look.end;
    ctx.save();
    ctx.translate(tip.x, tip.y);
    ctx.rotate(angle);
    ctx.fillStyle = ctx.strokeStyle;
    ctx.fill(HEAD);
    ctx.restore();
  }

  /** What is drawn of a line whatever its state, worked out once. @param {string} id @returns {Look | null} */
  look(id) {
    const kept = this.looks.get(id);
    if (kept) return kept;
    const edge = this.state.edges.get(id);
    const curve = this.curves.get(id);
    const row = this.keys.get(edge?.key ?? "");
    if (!edge || !curve || !row) return null;
    const look = { pen: penOf(row), dash: row.dash, path: new Path2D(wayOf(curve)), colour: edge.key, end: arrival(curve) };
    this.looks.set(id, look);
    return look;
  }

  /** Draws a node: its outline, and its label where that can be read. @param {import("./types").Brush} brush */
  node({ ctx, id, x, y, state: { selected, hover } }) {
    const spot = this.state.spots.get(id);
    const path = this.outlines.get(id);
    if (!spot || !path) return {};
    const drawNode = () => {
      // vis-network learns of hidden nodes with new data alone, which the slider does not bring.
      if (!this.shown.nodes.has(id)) return;
      ctx.translate(x, y);
      const faded = this.out !== null && !this.out.nodes.has(id);
      const { fill, line, text } = nodeColours(spot.sort);
      if (faded) {
        ctx.fillStyle = paper();
        ctx.fill(path);
        ctx.globalAlpha = 0.25;
      }
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

  /** Shows and hides what has changed, and no more: large pictures move too. */
  update() {
    const { data, shown } = this.state;
    const before = this.shown;
    this.shown = shown;
    this.out = standingOut(this.state);
    if (before !== shown) {
      const nodes = data.nodes.filter(({ id }) => shown.nodes.has(id) !== before.nodes.has(id));
      this.hide(nodes, data.edges.filter(({ id }) => shown.edges.has(id) !== before.edges.has(id)));
    }
    this.choose();
    this.network?.redraw();
  }

  choose() {
    const { select } = this.state.chosen;
    const node = select !== null && this.shown.nodes.has(select) ? [select] : [];
    const edge = select !== null && this.shown.edges.has(select) ? [select] : [];
    this.network?.setSelection({ nodes: node, edges: edge });
  }
}
