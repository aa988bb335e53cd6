// The ways of lines: across from column to column as an S, within a column as an arc beside it.

/** @typedef {import("./types").Point} Point */
/** @typedef {import("./types").Curve} Curve */

/** @param {import("./types").PictureData} data @returns {Map<string, Curve>} */
export function curvesOf(data) {
  const places = new Map(data.network.nodes.map((node) => [node.id, node]));
  const widths = new Map(data.nodes.map((spot) => [spot.id, spot.width]));
  const left = Math.min(...data.network.nodes.map((node) => node.x));
  /** @type {Map<string, Curve>} */
  const found = new Map();
  for (const edge of data.network.edges) {
    const from = places.get(edge.from);
    const to = places.get(edge.to);
    if (!from || !to) continue;
    const half = Math.max(widths.get(edge.from) ?? 0, widths.get(edge.to) ?? 0) / 2;
    const isBeside = Math.abs(from.x - to.x) < half;
    const side = Math.min(from.x, to.x) - left < half ? -1 : 1;
    const bends = isBeside ? beside(from, to, half, side, edge.lane) : across(from, to, edge.lane);
    found.set(edge.id, { from: { x: from.x, y: from.y }, to: { x: to.x, y: to.y }, bends });
  }
  return found;
}

/** @param {Point} from @param {Point} to @param {number} half @param {number} side @param {number} lane @returns {[Point, Point]} */
function beside(from, to, half, side, lane) {
  const away = half + 16 + 0.16 * Math.abs(from.y - to.y) + 13 * lane;
  const x = side * (away / 0.75);
  return [{ x: from.x + x, y: from.y }, { x: to.x + x, y: to.y }];
}

/** @param {Point} from @param {Point} to @param {number} lane @returns {[Point, Point]} */
function across(from, to, lane) {
  const bend = Math.ceil(lane / 2) * 30 * (lane % 2 ? 1 : -1);
  const middle = (from.x + to.x) / 2;
  return [{ x: middle, y: from.y + bend }, { x: middle, y: to.y + bend }];
}

/** The point of a curve at a share of its way. @param {Curve} curve @param {number} share @returns {Point} */
export function pointAt({ from, to, bends: [one, other] }, share) {
  const rest = 1 - share;
  const weights = [rest ** 3, 3 * rest * rest * share, 3 * rest * share * share, share ** 3];
  const mixed = (/** @type {"x" | "y"} */ axis) =>
    [from, one, other, to].reduce((sum, point, place) => sum + point[axis] * (weights[place] ?? 0), 0);
  return { x: mixed("x"), y: mixed("y") };
}

/** A curve as a path. @param {Curve} curve */
export function wayOf({ from, to, bends: [one, other] }) {
  return `M${from.x} ${from.y}C${one.x} ${one.y} ${other.x} ${other.y} ${to.x} ${to.y}`;
}

/**
 * Where a curve reaches the box around its end, and the direction in which it does.
 * @param {Curve} curve @param {number} width @param {number} height @returns {{tip: Point, angle: number}}
 */
export function arrival(curve, width, height) {
  const { to } = curve;
  let inside = 1;
  let outside = 0;
  for (let round = 0; round < 14; round += 1) {
    const share = (inside + outside) / 2;
    const point = pointAt(curve, share);
    const isInside = Math.abs(point.x - to.x) < width / 2 + 1 && Math.abs(point.y - to.y) < height / 2 + 1;
    if (isInside) inside = share;
    else outside = share;
  }
  const tip = pointAt(curve, outside);
  const before = pointAt(curve, Math.max(0, outside - 0.02));
  return { tip, angle: Math.atan2(tip.y - before.y, tip.x - before.x) };
}

/** What a picture covers, its headings and arcs included. @param {import("./types").PictureData} data @param {Iterable<Curve>} curves @returns {import("./types").Bounds} */
export function boundsOf(data, curves) {
  const found = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  const take = (/** @type {number} */ x, /** @type {number} */ y, half = 0, high = 0) => {
    found.left = Math.min(found.left, x - half);
    found.right = Math.max(found.right, x + half);
    found.top = Math.min(found.top, y - high);
    found.bottom = Math.max(found.bottom, y + high);
  };
  data.nodes.forEach((spot, place) => {
    const node = data.network.nodes[place];
    if (node) take(node.x, node.y, spot.width / 2, spot.height / 2);
  });
  for (const curve of curves) {
    const middle = pointAt(curve, 0.5);
    take(middle.x, middle.y);
  }
  for (const { x, y } of data.columns) take(x, y, 0, 14);
  return found;
}
