// On a phone the picture is behind a button: what it shows stands in the table, which is read more easily there.

/** Whether a screen is as narrow as a phone's, as picture.css has it. */
export function isNarrow() {
  return matchMedia("screen and (max-width: 640px)").matches;
}

/** The button; an address that says where in the picture one looks opens it. @param {URLSearchParams} asked */
export function fold(asked) {
  const block = document.querySelector(".picture-block");
  const button = document.querySelector("[data-unfold]");
  if (!block || !button) return;
  const show = (/** @type {boolean} */ open) => {
    block.toggleAttribute("data-open", open);
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "Hide the picture" : "Show the picture";
  };
  button.removeAttribute("hidden");
  button.addEventListener("click", () => show(!block.hasAttribute("data-open")));
  show(asked.has("view") || asked.has("focus"));
}
