// The panel: what is selected, in words, with the claims and sources that say so.
import { isWorded, provenHere, provenThere } from "./proof.js";
import { isStructure, spansAt } from "./visible.js";
import { byPart, counted, dayElement, dayWords, element } from "./words.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./types").Edge} Edge */

const MOST_LINES = 30;

/** @param {State} state @param {import("./view.js").View | null} view */
export function panel(state, view) {
  const where = byPart("panel");
  if (!where) return;
  const update = () => {
    const made = content(state);
    where.replaceChildren(...made);
    where.toggleAttribute("data-empty", made.length === 0);
  };
  state.onChange((changed) => {
    update();
    if (changed.select && getComputedStyle(where).position === "absolute") view?.uncover(where.offsetWidth);
  });
  update();
}

/** @param {State} state @returns {HTMLElement[]} */
function content(state) {
  const { select } = state.chosen;
  const edge = state.edges.get(select ?? "");
  if (edge) return ofEdge(state, edge);
  const spot = state.spots.get(select ?? "");
  if (spot) return ofNode(state, spot);
  return [];
}

/** @param {State} state @param {Edge} edge */
function ofEdge(state, edge) {
  const kind = element("p", edge.name, { class: edge.conflict ? "panel-kind conflict" : "panel-kind" });
  const ends = element("h3");
  const [from, to] = [state.spots.get(edge.from), state.spots.get(edge.to)];
  if (from && to) ends.append(thing(state, from), ` ${spansAt(edge, state.chosen.day)[0]?.verb ?? edge.name} `, thing(state, to));
  const proof = element("div");
  if (spansAt(edge, state.chosen.day).length === 0) {
    proof.append(element("p", `This did not hold on ${dayWords(state.chosen.day)}.`, { class: "quiet" }));
  } else if (isWorded(state, edge)) {
    proof.append(...provenHere(state, edge).map((span) => ofSpan(state, span)));
  } else {
    fetched(state, edge, proof);
  }
  return [kind, ends, proof, closing(state)];
}

/** @param {State} state @param {Edge} edge @param {HTMLElement} where */
function fetched(state, edge, where) {
  where.append(element("p", "Fetching who says so …", { class: "quiet" }));
  provenThere(state, edge).then(
    (spans) => where.replaceChildren(...spans.map((span) => ofSpan(state, span))),
    () => where.replaceChildren(element("p", "The service did not answer. Choose the line again.", { class: "quiet" })),
  );
}

/** @param {State} state @param {import("./proof.js").Proven} span */
function ofSpan(state, span) {
  const made = element("section", "", { class: "panel-span" });
  made.append(element("p", span.text, { dir: "auto", class: "panel-text" }), lasts(span));
  const list = element("ol", "", { class: "claims" });
  list.append(...span.claims.map((claim) => ofClaim(state, claim)));
  if (span.claims.length > 0) made.append(list);
  return made;
}

/** @param {import("./proof.js").Proven} span */
function lasts(span) {
  const words = [];
  if (span.first > "0001-01-01") words.push(`since ${dayWords(span.first)}`);
  if (span.last < "9999-12-31") words.push(`until ${dayWords(span.last)}`);
  if (!span.certain) words.push("not certain");
  return element("p", words.join(", "), { class: "quiet" });
}

/** @param {State} state @param {import("./proof.js").Proof} claim */
function ofClaim(state, claim) {
  const item = element("li", "", { class: "claim" });
  const facts = element("p", "", { class: "claim-facts" });
  facts.append(dayElement(claim.said_on));
  if (claim.reported_by) facts.append(" ", element("span", `reported by ${claim.reported_by}`, { class: "fact", dir: "auto" }));
  if (claim.certainty) facts.append(" ", element("span", `${claim.certainty} certainty`, { class: `fact certainty certainty-${claim.certainty}` }));
  const name = element("span", "claim ", { class: "fact" });
  name.append(inside(state, claim.id, claim.href));
  facts.append(" ", name);
  item.append(element("p", claim.text, { class: "claim-text", dir: "auto" }), facts);
  if (claim.sources.length > 0) item.append(cited(state, claim.sources));
  return item;
}

/** @param {State} state @param {import("./proof.js").Proof["sources"]} sources */
function cited(state, sources) {
  const list = element("ul", "", { class: "claim-sources", "aria-label": "Sources of this claim" });
  for (const source of sources) {
    const item = element("li");
    item.append(inside(state, source.title, source.href));
    if (source.locator) item.append(", ", element("span", source.locator, { dir: "auto" }));
    if (source.url && /^https?:\/\//i.test(source.url)) {
      const away = { href: source.url, rel: "noopener noreferrer", target: "_blank", class: "outside" };
      item.append(" ", element("a", "read it", { ...away, "aria-label": `read it: ${source.title} (opens a new window)` }));
    }
    list.append(item);
  }
  return list;
}

/** @param {State} state @param {import("./types").Spot} spot */
function ofNode(state, spot) {
  const heading = element("h3");
  heading.append(thing(state, spot));
  const kind = element("p", [spot.label, spot.kind?.replaceAll("-", " ")].filter(Boolean).join(", ").toLowerCase(), { class: "panel-kind" });
  const note = spot.sort === "mediator" ? [element("p", "Mediates between others, and has a stake of its own.", { class: "quiet" })] : [];
  const focus = element("button", state.chosen.focus === spot.id ? "Show all again" : "Show only what is around it", { type: "button" });
  focus.addEventListener("click", () => state.change({ focus: state.chosen.focus === spot.id ? null : spot.id }));
  return [kind, heading, ...note, focus, ...lines(state, spot.id), closing(state)];
}

/** What is drawn of a node today, conflicts first. @param {State} state @param {string} id */
function lines(state, id) {
  const rows = state.data.edges
    .filter((edge) => state.shown.edges.has(edge.id) && (edge.from === id || edge.to === id))
    .sort((one, other) => rank(one) - rank(other))
    .flatMap((edge) => spansAt(edge, state.chosen.day).map((span) => ({ edge, span })));
  const list = element("ul", "", { class: "panel-lines" });
  for (const { edge, span } of rows.slice(0, MOST_LINES)) {
    const text = span.text || `${state.nameOf(edge.from)} ${span.verb} ${state.nameOf(edge.to)}.`;
    const button = element("button", text, { type: "button", class: edge.conflict ? "plain conflict" : "plain", dir: "auto" });
    button.addEventListener("click", () => state.change({ select: edge.id }));
    const item = element("li");
    item.append(button);
    list.append(item);
  }
  const more = rows.length - MOST_LINES;
  return more > 0 ? [list, element("p", `${counted(more, "more line")}: see the table.`, { class: "quiet" })] : [list];
}

/** @param {Edge} edge */
function rank(edge) {
  return edge.conflict ? 0 : isStructure(edge.key) ? 2 : 1;
}

/** @param {State} state */
function closing(state) {
  const button = element("button", "Close", { type: "button", class: "panel-close" });
  button.addEventListener("click", () => {
    state.change({ select: null });
    byPart("picture")?.focus();
  });
  return button;
}

/** @param {State} state @param {import("./types").Spot} spot */
function thing(state, spot) {
  return inside(state, spot.name, spot.href);
}

/** A link to a page of Parley; in a file read from a disk there is none to lead to. @param {State} state @param {string} text @param {string} href */
export function inside(state, text, href) {
  return state.data.offline ? element("span", text, { dir: "auto" }) : element("a", text, { href, dir: "auto" });
}
