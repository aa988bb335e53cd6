// The same content as a table: rows of the day alone, each of which selects what it is about.
import { isNarrow } from "./fold.js";
import { inside } from "./panel.js";
import { isStructure, spansAt } from "./visible.js";
import { byPart, counted, dayElement, element, rested } from "./words.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {{edge: import("./types").Edge, span: import("./types").Span, from: string, to: string}} Row */

const AT_FIRST = 100;
const ON_A_PHONE = 12;
const REST = 120;
const CITED = 3;

/** @param {State} state */
export function table(state) {
  const body = byPart("table")?.querySelector("tbody");
  if (!body) return;
  let most = isNarrow() ? ON_A_PHONE : AT_FIRST;
  const more = element("button", "", { type: "button", class: "more-rows", hidden: "" });
  byPart("table")?.after(more);
  const fill = () => {
    const rows = rowsOf(state);
    body.replaceChildren(...rows.slice(0, most).map((row) => made(state, row)));
    more.toggleAttribute("hidden", rows.length <= most);
    more.textContent = `Show ${counted(rows.length - most, "more row")}`;
    document.querySelector("[data-none]")?.toggleAttribute("hidden", rows.length > 0);
    mark(state, body);
  };
  more.addEventListener("click", () => {
    most = Infinity;
    fill();
  });
  const later = rested(fill, REST);
  state.onChange((changed) => ("select" in changed && Object.keys(changed).length === 1 ? mark(state, body) : later()));
  fill();
}

/** What is shown now, as rows: conflicts first, then by who and how. @param {State} state @returns {Row[]} */
export function rowsOf(state) {
  const rows = state.data.edges
    .filter((edge) => state.shown.edges.has(edge.id) && !isStructure(edge.key))
    .flatMap((edge) =>
      spansAt(edge, state.chosen.day).map((span) => ({ edge, span, from: state.nameOf(edge.from), to: state.nameOf(edge.to) })),
    );
  const key = (/** @type {Row} */ row) => [row.edge.conflict ? "0" : "1", row.from, row.span.verb, row.to, row.span.first].join("\0");
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ row }) => row);
}

/** @param {State} state @param {Row} row */
function made(state, { edge, span, from, to }) {
  const line = element("tr", "", { "data-edge": edge.id, "data-first": span.first, "data-last": span.last });
  if (edge.conflict) line.className = "conflict";
  const who = element("td");
  who.append(inside(state, from, state.spots.get(edge.from)?.href ?? ""));
  const what = element("td");
  what.append(inside(state, to, state.spots.get(edge.to)?.href ?? ""));
  if (edge.conflict && span.text) what.append(element("p", span.text, { class: "quiet", dir: "auto" }));
  const [since, said] = [element("td"), element("td")];
  since.append(dayElement(span.since));
  said.append(dayElement(span.said));
  line.append(who, how(state, edge, span), what, since, said, cited(state, edge, span));
  return line;
}

/** @param {State} state @param {import("./types").Edge} edge @param {import("./types").Span} span */
function how(state, edge, span) {
  const cell = element("td");
  const button = element("button", span.verb, { type: "button", class: "plain" });
  button.addEventListener("click", () => choose(state, edge.id));
  cell.append(button);
  if (!span.certain) cell.append(" ", element("span", "not certain", { class: "tag" }));
  return cell;
}

/** @param {State} state @param {string} id */
function choose(state, id) {
  state.change({ select: id });
  byPart("panel")?.focus();
}

/** @param {State} state @param {import("./types").Edge} edge @param {import("./types").Span} span */
function cited(state, edge, span) {
  const cell = element("td");
  const claims = span.claims.flatMap((uid) => state.data.claims?.[uid] ?? []).filter((claim) => claim.said_on);
  /** @type {Map<string, string>} */
  const said = new Map();
  for (const claim of claims) {
    const name = claim.reported_by ?? claim.id;
    if (!said.has(name)) said.set(name, claim.href);
  }
  const reporters = [...said];
  reporters.slice(0, CITED).forEach(([name, href], place) => {
    if (place > 0) cell.append(", ");
    cell.append(inside(state, name, href));
  });
  if (reporters.length > CITED) cell.append(element("span", ` and ${reporters.length - CITED} more`, { class: "quiet" }));
  if (state.data.claims === null) {
    const button = element("button", "show", { type: "button", class: "plain", "aria-label": `show who says that ${state.nameOf(edge.from)} ${span.verb} ${state.nameOf(edge.to)}` });
    button.addEventListener("click", () => choose(state, edge.id));
    cell.append(button);
  }
  return cell;
}

/** @param {State} state @param {Element} body */
function mark(state, body) {
  for (const row of body.querySelectorAll("tr")) row.classList.toggle("selected", row.dataset["edge"] === state.chosen.select);
}
