// What the reader has chosen: the day, what the legend hides, the focus, what is selected.
import { shownAt } from "./visible.js";

/** @typedef {import("./types").PictureData} PictureData */
/** @typedef {{day: string, hidden: Set<string>, focus: string | null, steps: number, select: string | null}} Chosen */

export class State {
  /** @param {PictureData} data */
  constructor(data) {
    this.data = data;
    this.days = [...new Set([...data.days, data.day])].sort();
    this.spots = new Map(data.nodes.map((spot) => [spot.id, spot]));
    this.edges = new Map(data.edges.map((edge) => [edge.id, edge]));
    /** @type {Chosen} */
    this.chosen = { day: data.day, hidden: new Set(data.hidden), focus: null, steps: 1, select: null };
    /** @type {((changed: Partial<Chosen>) => void)[]} */
    this.listeners = [];
    this.shown = shownAt(data, this.chosen);
  }

  /** @param {Partial<Chosen>} part */
  change(part) {
    this.chosen = { ...this.chosen, ...part };
    if (!("select" in part) || Object.keys(part).length > 1) this.shown = shownAt(this.data, this.chosen);
    for (const listener of this.listeners) listener(part);
  }

  /** @param {(changed: Partial<Chosen>) => void} listener */
  onChange(listener) {
    this.listeners.push(listener);
  }

  /** The name of a node. @param {string} id */
  nameOf(id) {
    return this.spots.get(id)?.name ?? id;
  }
}
