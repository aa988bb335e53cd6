// The time slider: a step is a day on which something changes; it plays, and never reloads the page.
import { isNarrow } from "./fold.js";
import { byPart, dayWords, drawing, element } from "./words.js";

const PAUSE = 900;

/** @param {import("./state.js").State} state */
export function slider(state) {
  const input = /** @type {HTMLInputElement | null} */ (byPart("slider"));
  if (!input) return;
  const { days } = state;
  input.max = String(days.length - 1);
  const place = () => Math.max(0, days.findLastIndex((day) => day <= state.chosen.day));
  const go = (/** @type {number} */ to) => {
    const day = days[Math.min(days.length - 1, Math.max(0, to))];
    if (day !== undefined && day !== state.chosen.day) state.change({ day });
  };
  const stop = player(go, place, days.length - 1);
  input.addEventListener("input", () => {
    stop();
    go(Number(input.value));
  });
  for (const button of document.querySelectorAll("[data-step]")) {
    const step = Number(button.getAttribute("data-step"));
    button.addEventListener("click", () => go(place() + step));
  }
  const mark = marks(state, input);
  const update = () => {
    input.value = String(place());
    input.setAttribute("aria-valuetext", dayWords(state.chosen.day));
    for (const said of document.querySelectorAll("[data-day]")) said.textContent = dayWords(state.chosen.day);
    mark(place());
  };
  state.onChange((changed) => {
    if (changed.day !== undefined) update();
  });
  update();
}

/** The button that plays; gives what stops it. @param {(to: number) => void} go @param {() => number} place @param {number} last */
function player(go, place, last) {
  const play = document.querySelector("[data-play]");
  /** @type {number | undefined} */
  let timer;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    if (play) play.textContent = "Play";
  };
  play?.addEventListener("click", () => {
    if (timer !== undefined) return stop();
    if (place() === last) go(0);
    play.textContent = "Pause";
    timer = window.setInterval(() => (place() === last ? stop() : go(place() + 1)), PAUSE);
  });
  return stop;
}

/**
 * The days on which something changed, as marks as high as much changed, with the years below;
 * gives what shows where the slider is.
 * @param {import("./state.js").State} state @param {HTMLInputElement} input
 */
function marks(state, input) {
  const { days } = state;
  const track = element("div", "", { class: "time-track" });
  input.before(track);
  const last = Math.max(1, days.length - 1);
  const counts = new Map(state.data.days.map((day, index) => [day, state.data.changes[index] ?? 0]));
  const most = Math.max(1, ...counts.values());
  const path = days.map((day, index) => {
    const high = counts.has(day) ? 4 + 20 * Math.sqrt((counts.get(day) ?? 0) / most) : 2;
    return `M${(1000 * index) / last} 26V${(26 - high).toFixed(1)}`;
  });
  const svg = drawing("svg", { class: "time-marks", viewBox: "0 0 1000 26", preserveAspectRatio: "none", "aria-hidden": "true" });
  const now = drawing("path", { class: "time-now" });
  svg.append(drawing("path", { d: path.join(""), class: "time-days" }), now);
  track.append(svg, input, years(days, last));
  return (/** @type {number} */ place) => now.setAttribute("d", `M${(1000 * place) / last} 0V26`);
}

/** @param {string[]} days @param {number} last */
function years(days, last) {
  const row = element("div", "", { class: "time-years", "aria-hidden": "true" });
  let before = -1;
  const apart = isNarrow() ? 0.13 : 0.055;
  days.forEach((day, index) => {
    const year = Number(day.slice(0, 4));
    const isNew = index === 0 || year !== Number(days[index - 1]?.slice(0, 4));
    if (!isNew || (before >= 0 && (index - before) / last < apart)) return;
    const label = element("span", String(year));
    label.style.left = `${(100 * index) / last}%`;
    row.append(label);
    before = index;
  });
  return row;
}
