// Makes the drawing of the rows in which a page carries it (api/pages/packing.py).
/** @typedef {import("./types").PictureData} PictureData */
/** @typedef {import("./types").Span} Span */

const PARTS = 9;

/** @param {any} packed @returns {PictureData} */
export function unpacked(packed) {
  const { words, legend } = packed;
  const word = (/** @type {number} */ number) => words[number];
  const both = packed.nodes.map((/** @type {any[]} */ row) => node(row, word));
  const nodes = both.map((/** @type {{spot: object}} */ one) => one.spot);
  const placed = both.map((/** @type {{placed: object}} */ one) => one.placed);
  const lines = packed.edges.map((/** @type {any[]} */ row) => edge(row, placed, legend.edges, word));
  const edges = lines.map((/** @type {{edge: object}} */ one) => one.edge);
  const ways = lines.map((/** @type {{way: object}} */ one) => one.way);
  return { ...packed, nodes, edges, network: { nodes: placed, edges: ways, options: packed.network.options } };
}

/** @param {any[]} row @param {(number: number) => any} word */
function node([id, letters, name, label, sort, kind, shape, folder, rest, x, y, width, height, font, anchor], word) {
  const href = word(folder) === null ? word(rest) : `${word(folder)}${id}${word(rest)}`;
  const named = name ?? letters.replaceAll("\n", " ");
  const facts = { id, label: word(label), name: named, kind: word(kind), href, sort: word(sort) };
  const spot = { ...facts, anchor: anchor === 1, width, height, font };
  return { spot, placed: { id, label: letters, shape: word(shape), x, y } };
}

/** @param {any[]} row @param {import("./types").VisNode[]} nodes @param {import("./types").EdgeKey[]} keys @param {(number: number) => any} word */
function edge([from, to, key, way, parts], nodes, keys, word) {
  const [one, other] = [nodes[from], nodes[to]];
  const ends = { from: one?.id ?? "", to: other?.id ?? "" };
  const row = keys[key];
  const id = `${row?.key}:${ends.from}:${ends.to}`;
  /** @type {Span[]} */
  const spans = [];
  for (let at = 0; at < parts.length; at += PARTS) spans.push(span(parts.slice(at, at + PARTS), word));
  return { edge: { id, ...ends, key: row?.key, name: row?.name, conflict: row?.conflict, spans }, way: { id, ...ends, way: placedWay(way, one, other) } };
}

/** A way is told from the middles of its two nodes. @param {number[]} way @param {import("./types").Point} [one] @param {import("./types").Point} [other] */
function placedWay(way, one = { x: 0, y: 0 }, other = { x: 0, y: 0 }) {
  const last = way.length - 2;
  const from = [one.x, one.y];
  const to = [other.x, other.y];
  return way.map((part, place) => part + (place < 2 ? (from[place] ?? 0) : place < last ? 0 : (to[place - last] ?? 0)));
}

/** @param {any[]} parts @param {(number: number) => any} word @returns {Span} */
function span([first, last, since, said, verb, certainty, text, certain, claims], word) {
  return {
    ...{ first: word(first), last: word(last), since: word(since), said: word(said) },
    ...{ verb: word(verb), certainty: word(certainty), text: word(text) },
    ...{ certain: certain === 1, claims: claims.map(word) },
  };
}
