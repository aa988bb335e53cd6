// Words and elements: days as people write them, names for comparing, text that is never markup.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** A date in words: "18 March 2025", "March 2025", "2014". @param {string} text */
export function dayWords(text) {
  const [year = "", month, day] = text.split("-").map(Number);
  const parts = [day, month === undefined ? undefined : MONTHS[month - 1], year];
  return parts.filter((part) => part !== undefined).join(" ");
}

/** A number with its noun. @param {number} number @param {string} one @param {string} [many] */
export function counted(number, one, many) {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? one : (many ?? `${one}s`)}`;
}

/** A text for comparing: case, accents and kinds of apostrophe do not count. @param {string} text */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’‛ʼ`´]/g, "'").toLowerCase();
}

/** @param {string} name */
export function byPart(name) {
  return /** @type {HTMLElement | null} */ (document.querySelector(`[data-part="${name}"]`));
}

/**
 * An element with text, never markup.
 * @param {string} tag @param {string} text @param {Record<string, string>} [attributes]
 */
export function element(tag, text = "", attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** An SVG element. @param {string} tag @param {Record<string, string>} [attributes] */
export function drawing(tag, attributes = {}) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/**
 * A date as an element, or that it is not known.
 * @param {string | null} text
 */
export function dayElement(text) {
  if (!text || text === "0001-01-01") return element("span", "not known", { class: "quiet" });
  return element("time", dayWords(text), { datetime: text });
}

/**
 * Does something once nothing has asked for it for a while, so that what moves moves smoothly.
 * @param {() => void} act @param {number} pause in milliseconds
 */
export function rested(act, pause) {
  /** @type {number | undefined} */
  let timer;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(act, pause);
  };
}
