// Who says so: the claims behind a line, from the page itself or, of a large picture, from the service.
import { spansAt } from "./visible.js";

/** @typedef {{id: string, text: string, said_on: string | null, reported_by: string | null, certainty: string | null, href: string, sources: {title: string, url: string | null, locator: string | null, href: string}[]}} Proof */
/** @typedef {{first: string, last: string, certain: boolean, text: string, claims: Proof[]}} Proven */

/** @param {import("./state.js").State} state @param {import("./types").Edge} edge @returns {Proven[]} */
export function provenHere(state, edge) {
  const { claims, sources } = state.data;
  return spansAt(edge, state.chosen.day).map((span) => ({
    ...span,
    text: span.text || `${state.nameOf(edge.from)} ${span.verb} ${state.nameOf(edge.to)}.`,
    claims: span.claims.flatMap((uid) => {
      const claim = claims?.[uid];
      if (!claim) return [];
      const cited = claim.sources.flatMap(([id, locator]) => {
        const source = sources?.[id];
        return source ? [{ ...source, locator }] : [];
      });
      return [{ ...claim, sources: cited }];
    }),
  }));
}

/** Whether the page holds the claims' words itself. @param {import("./state.js").State} state @param {import("./types").Edge} edge */
export function isWorded(state, edge) {
  return state.data.claims !== null || ["concerns", "excludes", "part_of"].includes(edge.key);
}

/** @param {import("./state.js").State} state @param {import("./types").Edge} edge @returns {Promise<Proven[]>} */
export async function provenThere(state, edge) {
  const asked = new URLSearchParams({ ...about(state, edge), until: state.chosen.day, since: state.chosen.day, limit: "1000" });
  const here = new URLSearchParams(location.search);
  for (const name of ["known_at", "dossier"]) {
    const value = here.get(name);
    if (value) asked.set(name, value);
  }
  const answer = await fetch(`/v1/timeline?${asked}`, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`the service answered with status ${answer.status}`);
  const found = await answer.json();
  return found.items.filter((/** @type {any} */ item) => isOf(edge, item)).map(proven);
}

/** @param {import("./state.js").State} state @param {import("./types").Edge} edge @returns {Record<string, string>} */
function about(state, edge) {
  if (edge.conflict) return { party: edge.from, kind: "conflict" };
  const label = state.spots.get(edge.to)?.label;
  if (label === "Demand") return { party: edge.from, demand: edge.to, kind: "position" };
  if (label === "Asset") return { party: edge.from, asset: edge.to, kind: "holding" };
  return { party: edge.from, kind: "tie" };
}

/** @param {import("./types").Edge} edge @param {any} item of a timeline */
function isOf(edge, item) {
  if (item.conflict) {
    const parties = item.conflict.parties.map((/** @type {{id: string}} */ one) => one.id);
    return item.conflict.kind === edge.key && parties.includes(edge.from) && parties.includes(edge.to);
  }
  if (item.position) return item.position.party.id === edge.from && item.position.demand.id === edge.to;
  const { party, asset, other } = item.holding ?? item.tie;
  return party.id === edge.from && (asset ?? other).id === edge.to;
}

/** @param {any} item @returns {Proven} */
function proven(item) {
  const claims = item.claims.map((/** @type {any} */ claim) => ({
    ...claim,
    href: `/claims/${encodeURIComponent(claim.uid)}`,
    sources: claim.sources.map((/** @type {any} */ source) => ({ ...source, href: `/sources/${encodeURIComponent(source.id)}` })),
  }));
  return { first: item.first ?? "0001-01-01", last: item.last ?? "9999-12-31", certain: item.certain, text: item.text, claims };
}
