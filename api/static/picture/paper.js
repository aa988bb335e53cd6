// On paper the picture is one of lines and letters, with its key, as wide as the page: not what the screen happens to show.
import { onTheme } from "./colours.js";
import { svgOf } from "./svg.js";

/** @param {import("./state.js").State} state @param {import("./canvas.js").Canvas} canvas */
export function onPaper(state, canvas) {
  const update = () => {
    document.querySelector(".picture-paper")?.remove();
    if (!matchMedia("print").matches) return;
    const drawn = new DOMParser().parseFromString(svgOf(state, canvas), "image/svg+xml").documentElement;
    drawn.setAttribute("class", "picture-paper");
    canvas.where.after(drawn);
  };
  onTheme(update);
}
