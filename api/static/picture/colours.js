// Colours come from the style sheet, so that light, dark and print have their own.

/** @type {Map<string, string>} */
const known = new Map();
/** @type {Map<string, {fill: string, line: string, text: string}>} */
const nodes = new Map();
/** @type {(() => void)[]} */
const listeners = [];

/** @param {string} name @param {string} otherwise */
function variable(name, otherwise) {
  const found = known.get(name);
  if (found !== undefined) return found || otherwise;
  const read = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  known.set(name, read);
  return read || otherwise;
}

/** What has no colour of its own takes that of its like. @type {Record<string, string>} */
const LIKE = { mediates: "dual-role", sanctions: "rival-holding", distrusts: "rival-holding", accuses: "rival-holding" };

/** @param {string} key */
export function edgeColour(key) {
  const like = LIKE[key];
  if (like) return variable(`--edge-${like}`, "#777");
  return variable(`--edge-${key.replaceAll("_", "-")}`, variable("--edge-other", "#777"));
}

/** @param {string} sort */
export function nodeColours(sort) {
  const kept = nodes.get(sort);
  if (kept) return kept;
  const name = sort.toLowerCase();
  const fill = variable(`--node-${name}`, "#eee");
  const made = { fill, line: variable(`--node-${name}-line`, "#666"), text: isDark(fill) ? "#ffffff" : "#16191d" };
  nodes.set(sort, made);
  return made;
}

export function paper() {
  return variable("--paper", "#ffffff");
}

export function ink() {
  return variable("--ink", "#16191d");
}

export function quiet() {
  return variable("--quiet", "#5c6670");
}

export function accent() {
  return variable("--accent", "#1b5e9b");
}

/** Whether white letters read better on a colour than dark ones. @param {string} colour as #rgb or #rrggbb */
function isDark(colour) {
  const digits = colour.replace("#", "");
  const pairs = digits.length === 3 ? [...digits].map((digit) => digit + digit) : (digits.match(/../g) ?? []);
  const [red = 1, green = 1, blue = 1] = pairs.map((pair) => (parseInt(pair, 16) / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.3;
}

/** @param {() => void} recolour */
export function onTheme(recolour) {
  if (listeners.length === 0) {
    for (const query of ["(prefers-color-scheme: dark)", "print"]) {
      matchMedia(query).addEventListener("change", () => {
        known.clear();
        nodes.clear();
        for (const listener of listeners) listener();
      });
    }
  }
  listeners.push(recolour);
}
