// The part of the picture that is seen: fitted at first, moved and zoomed by mouse, touch, keys and buttons.
import { element } from "./words.js";

/** @typedef {import("./canvas.js").Canvas} Canvas */

const MARGIN = 18;
// Below the picture stand the buttons that zoom.
const FOOT = 40;
const NARROW = 700;
const LARGEST = 1.1;
const SMALLEST = 0.55;
const A_PAGE = 60;

export class View {
  /** @param {Canvas} canvas @param {import("./state.js").State} state */
  constructor(canvas, state) {
    this.canvas = canvas;
    this.state = state;
    /** @type {(() => void)[]} */
    this.listeners = [];
    this.size();
    this.begin();
    this.buttons();
    this.keys();
    this.wheel();
    for (const event of ["dragEnd", "zoom"]) this.network.on(event, () => this.moved());
  }

  get network() {
    if (!this.canvas.network) throw new Error("the picture is not drawn yet");
    return this.canvas.network;
  }

  /** @param {() => void} listener */
  onMove(listener) {
    this.listeners.push(listener);
  }

  moved() {
    for (const listener of this.listeners) listener();
  }

  /** The frame is as high as the picture needs at its width, within reason. */
  size() {
    const { where, bounds } = this.canvas;
    const scale = Math.min(1, where.clientWidth / (bounds.right - bounds.left + 2 * MARGIN));
    const wanted = (bounds.bottom - bounds.top) * scale + 2 * MARGIN + FOOT;
    const most = Math.max(480, Math.min(980, window.innerHeight * 1.05));
    where.style.height = `${Math.round(Math.min(most, Math.max(340, wanted)))}px`;
    this.network.setOptions({ height: where.style.height });
  }

  /** The scale at which all is seen. */
  whole() {
    const { where, bounds } = this.canvas;
    const across = where.clientWidth / (bounds.right - bounds.left + 2 * MARGIN);
    const down = (where.clientHeight - FOOT) / (bounds.bottom - bounds.top + 2 * MARGIN);
    return Math.min(LARGEST, across, down);
  }

  fit() {
    const { bounds } = this.canvas;
    const scale = this.whole();
    const middle = (bounds.top + bounds.bottom) / 2 + FOOT / 2 / scale;
    this.network.moveTo({ position: { x: (bounds.left + bounds.right) / 2, y: middle }, scale });
  }

  /** All of it, or on a narrow screen the beginning of it at a size that can be read. */
  begin() {
    const { where, bounds } = this.canvas;
    const whole = this.whole();
    if (whole >= SMALLEST || where.clientWidth > NARROW || this.state.data.nodes.length > A_PAGE) return this.fit();
    const half = { x: where.clientWidth / 2 / SMALLEST, y: where.clientHeight / 2 / SMALLEST };
    const anchor = this.state.data.network.nodes.find((node) => this.state.spots.get(node.id)?.anchor);
    const within = (/** @type {number} */ at, /** @type {number} */ first, /** @type {number} */ last, /** @type {number} */ reach) =>
      Math.max(first + reach - MARGIN, Math.min(last - reach + MARGIN, at));
    const x = within(anchor?.x ?? bounds.left, bounds.left, bounds.right, half.x);
    const y = within(anchor?.y ?? bounds.top, bounds.top, bounds.bottom, half.y);
    this.network.moveTo({ position: { x, y }, scale: SMALLEST });
  }

  /** @param {string} id */
  moveTo(id) {
    const node = this.state.data.network.nodes.find((one) => one.id === id);
    if (!node) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const scale = Math.max(0.9, this.network.getScale());
    this.network.moveTo({ position: { x: node.x, y: node.y }, scale, animation: still ? false : { duration: 300 } });
    this.moved();
  }

  /** Moves what is chosen out from under the panel, which lies on the picture's right. @param {number} covered */
  uncover(covered) {
    const { select } = this.state.chosen;
    const edge = this.state.edges.get(select ?? "");
    const place = this.state.data.network.nodes.find((node) => node.id === (edge ? edge.to : select));
    if (!place || !this.state.shown.nodes.has(place.id)) return;
    const half = ((this.state.spots.get(place.id)?.width ?? 0) / 2) * this.network.getScale();
    const over = this.network.canvasToDOM(place).x + half - (this.canvas.where.clientWidth - covered);
    if (over > 0) this.pan(over + MARGIN, 0);
  }

  /** @param {number} factor */
  zoom(factor) {
    this.network.moveTo({ scale: Math.min(4, Math.max(0.02, this.network.getScale() * factor)) });
    this.moved();
  }

  /** @param {number} across @param {number} down in pixels of the screen */
  pan(across, down) {
    const { x, y } = this.network.getViewPosition();
    const scale = this.network.getScale();
    this.network.moveTo({ position: { x: x + across / scale, y: y + down / scale } });
    this.moved();
  }

  all() {
    this.fit();
    this.moved();
  }

  buttons() {
    const bar = element("div", "", { class: "picture-zoom", role: "group", "aria-label": "Zoom" });
    /** @type {[string, string, () => void][]} */
    const rows = [
      ["+", "Nearer", () => this.zoom(1.4)],
      ["−", "Further away", () => this.zoom(1 / 1.4)],
      ["⤢", "All of it", () => this.all()],
    ];
    for (const [sign, name, act] of rows) {
      const button = element("button", sign, { type: "button", "aria-label": name, title: name });
      button.addEventListener("click", act);
      bar.append(button);
    }
    this.canvas.where.after(bar);
    const hint = element("p", "Choose a line or a node to see who says so. ", { class: "picture-hint" });
    hint.append(element("span", "Arrow keys move the picture, + and − zoom it; so does the wheel with Ctrl."));
    this.canvas.where.parentElement?.parentElement?.after(hint);
  }

  keys() {
    /** @type {Record<string, () => void>} */
    const acts = {
      ArrowLeft: () => this.pan(-A_PAGE, 0),
      ArrowRight: () => this.pan(A_PAGE, 0),
      ArrowUp: () => this.pan(0, -A_PAGE),
      ArrowDown: () => this.pan(0, A_PAGE),
      "+": () => this.zoom(1.25),
      "=": () => this.zoom(1.25),
      "-": () => this.zoom(1 / 1.25),
      0: () => this.all(),
      Escape: () => this.state.change({ select: null, focus: null }),
    };
    this.canvas.where.addEventListener("keydown", (event) => {
      const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    });
  }

  /** The wheel zooms with Ctrl held, or once the picture has the focus; else the page scrolls. */
  wheel() {
    const { where } = this.canvas;
    const guard = (/** @type {WheelEvent} */ event) => {
      if (!event.ctrlKey && !event.metaKey && !where.contains(document.activeElement)) event.stopPropagation();
    };
    where.addEventListener("wheel", guard, { capture: true });
  }
}
