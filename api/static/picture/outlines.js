// The shapes of nodes, as paths that a canvas and an SVG file draw alike.

/** @type {Record<string, (half: number, high: number) => string>} */
const OUTLINES = {
  ellipse: (half, high) => rounded(half, high, Math.min(high, 24)),
  box: (half, high) => rounded(half, high, 3),
  hexagon: (half, high) => {
    const cut = Math.min(14, high);
    return `M${cut - half} ${-high}H${half - cut}L${half} 0L${half - cut} ${high}H${cut - half}L${-half} 0Z`;
  },
  diamond: (half, high) => {
    const cut = Math.min(10, high);
    return (
      `M${cut - half} ${-high}H${half - cut}L${half} ${cut - high}V${high - cut}` +
      `L${half - cut} ${high}H${cut - half}L${-half} ${high - cut}V${cut - high}Z`
    );
  },
};

/** @param {number} half @param {number} high @param {number} round */
function rounded(half, high, round) {
  const across = 2 * (half - round);
  const down = 2 * (high - round);
  const turn = (/** @type {number} */ x, /** @type {number} */ y) => `a${round} ${round} 0 0 1 ${x} ${y}`;
  return (
    `M${round - half} ${-high}h${across}${turn(round, round)}v${down}${turn(-round, round)}` +
    `h${-across}${turn(-round, -round)}v${-down}${turn(round, -round)}Z`
  );
}

/**
 * The outline of a node whose middle is at 0, 0.
 * @param {string} shape @param {number} width @param {number} height
 */
export function outline(shape, width, height) {
  return (OUTLINES[shape] ?? OUTLINES["box"] ?? String)(width / 2, height / 2);
}

/**
 * The lines of a node's label with the places of their middles, from the middle of the node.
 * @param {import("./types").Spot} spot @param {string} label
 * @returns {{text: string, y: number, font: number, strong: boolean}[]}
 */
export function lettering(spot, label) {
  const scale = spot.anchor ? 1.15 : 1;
  const font = spot.font * scale;
  const rows = label.split("\n").map((text) => ({ text, font, strong: spot.label !== "Demand" || spot.anchor }));
  if (spot.sort === "mediator") rows.push({ text: "mediator with a stake", font: font * 0.72, strong: false });
  const step = font * 1.28;
  return rows.map((row, place) => ({ ...row, y: (place - (rows.length - 1) / 2) * step }));
}
