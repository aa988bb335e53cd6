// Suggestions while one writes, asked of /v1/search; without this script the forms work as they are.
// data-suggest names the label to suggest ("Party"); without one everything is suggested.
const PAUSE = 150;

for (const input of document.querySelectorAll("input[data-suggest]")) suggest(/** @type {HTMLInputElement} */ (input));

/** @param {HTMLInputElement} input */
function suggest(input) {
  const list = document.createElement("datalist");
  list.id = `suggested-${input.name}-${input.form?.getAttribute("role") ?? "form"}`;
  input.after(list);
  input.setAttribute("list", list.id);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  /** @type {AbortController | undefined} */
  let asking;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      asking?.abort();
      asking = new AbortController();
      list.replaceChildren(...(await found(input, asking.signal)));
    }, PAUSE);
  });
}

/** What bears the words written, as options. @param {HTMLInputElement} input @param {AbortSignal} signal */
async function found(input, signal) {
  const words = input.value.trim();
  if (words.length < 2) return [];
  const address = new URL("/v1/search", location.href);
  address.searchParams.set("q", words);
  address.searchParams.set("limit", "8");
  if (input.dataset.suggest) address.searchParams.set("label", input.dataset.suggest);
  const dossier = /** @type {HTMLInputElement | null} */ (input.form?.elements.namedItem("dossier"))?.value;
  if (dossier) address.searchParams.set("dossier", dossier);
  try {
    const answer = await fetch(address, { signal });
    if (!answer.ok) return [];
    /** @type {{items: {label: string, name: string}[]}} */
    const { items } = await answer.json();
    const names = new Set(items.filter((item) => item.label !== "Claim").map((item) => item.name));
    return [...names].map((name) => {
      const option = document.createElement("option");
      option.value = name.slice(0, 500);
      return option;
    });
  } catch {
    return [];
  }
}
