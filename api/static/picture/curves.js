// The ways of lines, as the page gives them (graph/lines.py), as curves: swinging from level to level, or as a bracket.

/** @typedef {import("./types").Point} Point */
/** @typedef {import("./types").Curve} Curve */
/** @typedef {[Point, Point, Point]} Part */

const A_BRACKET = 5;
const ROUND = 16;
const SAMPLES = 12;

/** @param {import("./types").PictureData} data @returns {Map<string, Curve>} */
export function curvesOf(data) {
  return new Map(data.network.edges.map(({ id, way }) => [id, curveOf(way)]));
}

/** @param {number[]} way @returns {Curve} */
function curveOf(way) {
  const from = { x: way[0] ?? 0, y: way[1] ?? 0 };
  const to = { x: way[way.length - 2] ?? 0, y: way[way.length - 1] ?? 0 };
  return { from, to, parts: way.length === A_BRACKET ? bracket(from, way[2] ?? 0, to) : swings(way) };
}

/** Out to the track, along it, and back. @param {Point} from @param {number} x @param {Point} to @returns {Part[]} */
function bracket(from, x, to) {
  const down = Math.sign(to.y - from.y) || 1;
  const round = Math.min(ROUND, Math.abs(to.y - from.y) / 2) * down;
  const [one, other] = [{ x, y: from.y }, { x, y: to.y }];
  const [begin, end] = [{ x, y: from.y + round }, { x, y: to.y - round }];
  return [[one, one, begin], [begin, end, end], [other, other, to]];
}

/** From point to point, level at each. @param {number[]} way @returns {Part[]} */
function swings(way) {
  /** @type {Part[]} */
  const parts = [];
  for (let at = 2; at < way.length; at += 2) {
    const [fromX = 0, fromY = 0, x = 0, y = 0] = way.slice(at - 2, at + 2);
    const middle = (fromX + x) / 2;
    parts.push([{ x: middle, y: fromY }, { x: middle, y }, { x, y }]);
  }
  return parts;
}

/** @param {Point} from @param {Part} part @param {number} share from 0 at the beginning to 1 at the end @returns {Point} */
function pointAt(from, [one, other, to], share) {
  const rest = 1 - share;
  const weights = [rest ** 3, 3 * rest ** 2 * share, 3 * rest * share ** 2, share ** 3];
  const mixed = (/** @type {"x" | "y"} */ axis) =>
    [from, one, other, to].reduce((sum, point, place) => sum + point[axis] * (weights[place] ?? 0), 0);
  return { x: mixed("x"), y: mixed("y") };
}

/** A curve as a path. @param {Curve} curve */
export function wayOf({ from, parts }) {
  const drawn = parts.map(([one, other, to]) => `C${one.x} ${one.y} ${other.x} ${other.y} ${to.x} ${to.y}`);
  return `M${from.x} ${from.y}${drawn.join("")}`;
}

/** How far a point is from a curve. @param {Curve} curve @param {Point} point */
export function distance({ from, parts }, point) {
  let least = Infinity;
  let begin = from;
  for (const part of parts) {
    let before = begin;
    for (let step = 1; step <= SAMPLES; step += 1) {
      const here = pointAt(begin, part, step / SAMPLES);
      least = Math.min(least, toPiece(before, here, point));
      before = here;
    }
    begin = part[2];
  }
  return least;
}

/** @param {Point} from @param {Point} to @param {Point} point */
function toPiece(from, to, point) {
  const [across, down] = [to.x - from.x, to.y - from.y];
  const length = across ** 2 + down ** 2;
  const share = length === 0 ? 0 : ((point.x - from.x) * across + (point.y - from.y) * down) / length;
  const within = Math.max(0, Math.min(1, share));
  return Math.hypot(from.x + within * across - point.x, from.y + within * down - point.y);
}

/** Where a curve ends, and the direction in which it does: level. @param {Curve} curve @returns {{tip: Point, angle: number}} */
export function arrival({ to, parts }) {
  const before = parts[parts.length - 1]?.[1] ?? to;
  return { tip: to, angle: before.x > to.x ? Math.PI : 0 };
}

/** What a picture covers, its headings and brackets included. @param {import("./types").PictureData} data @param {Iterable<Curve>} curves @returns {import("./types").Bounds} */
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
  for (const { parts } of curves) for (const [, , to] of parts) take(to.x, to.y);
  for (const { x, y } of data.columns) take(x, y, 0, 14);
  return found;
}
