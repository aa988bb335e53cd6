// What the reader has chosen: the day, what the legend hides, the focus, what is selected.
import { shownAt, spansAt } from "./visible.js";

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
    this.mediators = data.nodes.filter((spot) => spot.sort === "mediator");
    this.roles = data.edges.filter((edge) => edge.key === "dual_role");
    this.cast();
    this.shown = shownAt(data, this.chosen);
  }

  /** Who mediates with a stake of its own does so on some days, and on all others is a party like others. */
  cast() {
    const acting = new Set(this.roles.filter((edge) => spansAt(edge, this.chosen.day).length > 0).map((edge) => edge.from));
    for (const spot of this.mediators) spot.sort = acting.has(spot.id) ? "mediator" : "Party";
  }

  /** @param {Partial<Chosen>} part */
  change(part) {
    this.chosen = { ...this.chosen, ...part };
    if ("day" in part) this.cast();
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
