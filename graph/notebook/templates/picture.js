"use strict";
(() => {
  const svg = document.getElementById("picture");
  const panel = document.getElementById("panel");
  const facts = JSON.parse(document.getElementById("facts").textContent);
  const nodes = [...document.querySelectorAll(".node")];
  const edges = [...document.querySelectorAll(".edge")];
  const whole = svg.getAttribute("viewBox").split(" ").map(Number);
  let view = [...whole];
  let chosen = null;
  if (edges.length <= 24) svg.classList.add("few");

  const scale = () => {
    const box = svg.getBoundingClientRect();
    return box.width ? Math.max(view[2] / box.width, view[3] / box.height) : 1;
  };
  const show = () => {
    svg.setAttribute("viewBox", view.join(" "));
    svg.classList.toggle("close", view[2] < whole[2] * 0.5);
    svg.style.setProperty("--unit", Math.max(1, scale()).toFixed(2));
  };
  const zoom = (factor, x, y) => {
    const width = view[2] * factor;
    if (width < 40 || width > whole[2] * 8) return;
    view = [x - (x - view[0]) * factor, y - (y - view[1]) * factor, width, view[3] * factor];
    show();
  };
  const middle = () => [view[0] + view[2] / 2, view[1] + view[3] / 2];
  const at = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY);
    const found = point.matrixTransform(svg.getScreenCTM().inverse());
    return [found.x, found.y];
  };

  // Who is beside a node or edge is told by marking both; all others fade.
  const mark = (element) => {
    for (const other of [...nodes, ...edges]) other.classList.remove("near");
    svg.classList.toggle("some", Boolean(element));
    if (!element) return;
    const ids = new Set();
    for (const edge of edges) {
      const { source, target } = edge.dataset;
      const isNear = element === edge || [source, target].includes(element.dataset.id);
      edge.classList.toggle("near", isNear);
      if (isNear) ids.add(source).add(target);
    }
    ids.add(element.dataset.id);
    for (const node of nodes) node.classList.toggle("near", ids.has(node.dataset.id));
  };
  const told = (element) =>
    element.classList.contains("node")
      ? facts.nodes[element.dataset.id]
      : facts.edges[Number(element.dataset.number)];
  const nameOf = (id) => facts.nodes[id].title;
  const add = (parent, tag, text) => {
    const element = document.createElement(tag);
    element.textContent = text;
    parent.append(element);
    return element;
  };
  const choose = (element) => {
    chosen?.classList.remove("chosen");
    chosen = element;
    mark(element);
    panel.replaceChildren();
    panel.hidden = !element;
    if (!element) return;
    element.classList.add("chosen");
    const said = told(element);
    const close = add(panel, "button", "×");
    close.type = "button";
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", () => choose(null));
    if (element.classList.contains("edge")) {
      const { source, target } = element.dataset;
      add(panel, "h2", `${nameOf(source)} ${said.title} ${nameOf(target)}`);
    } else {
      add(panel, "h2", said.title);
      add(panel, "p", said.kind);
    }
    const list = document.createElement("dl");
    for (const [name, value] of Object.entries(said.facts)) {
      add(list, "dt", name);
      add(list, "dd", value);
    }
    panel.append(list);
  };
  for (const element of [...nodes, ...edges]) {
    element.addEventListener("pointerenter", () => chosen || mark(element));
    element.addEventListener("pointerleave", () => chosen || mark(null));
    element.addEventListener("focus", () => chosen || mark(element));
  }

  let held = null;
  svg.addEventListener("pointerdown", (event) => {
    held = { x: event.clientX, y: event.clientY, view: [...view], moved: false, on: event.target };
  });
  svg.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.moved && Math.hypot(dx, dy) < 4) return;
    if (!held.moved) svg.setPointerCapture(event.pointerId);
    held.moved = true;
    svg.classList.add("held");
    view = [held.view[0] - dx * scale(), held.view[1] - dy * scale(), view[2], view[3]];
    show();
  });
  svg.addEventListener("pointerup", () => {
    if (held && !held.moved) choose(held.on.closest(".node, .edge"));
    held = null;
    svg.classList.remove("held");
  });
  svg.addEventListener(
    "wheel",
    (event) => {
      // a notebook that is scrolled past the picture is not held up by it
      if (!event.ctrlKey && !event.metaKey && !document.hasFocus()) return;
      event.preventDefault();
      zoom(Math.exp(event.deltaY / 500), ...at(event));
    },
    { passive: false },
  );
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input")) return;
    const step = view[2] / 12;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) {
      view[0] += moves[event.key][0];
      view[1] += moves[event.key][1];
      show();
    } else if (event.key === "Escape") choose(null);
    else if (event.key === "+") zoom(0.8, ...middle());
    else if (event.key === "-") zoom(1.25, ...middle());
    else if (["Enter", " "].includes(event.key) && event.target.matches(".node, .edge")) choose(event.target);
    else return;
    event.preventDefault();
  });
  document.getElementById("closer").addEventListener("click", () => zoom(0.75, ...middle()));
  document.getElementById("farther").addEventListener("click", () => zoom(1.33, ...middle()));
  document.getElementById("whole").addEventListener("click", () => {
    view = [...whole];
    show();
  });
  document.getElementById("ground").addEventListener("click", () => {
    const isDark = getComputedStyle(document.body).backgroundColor === "rgb(20, 24, 29)";
    document.documentElement.className = isDark ? "light" : "dark";
  });
  addEventListener("message", (event) => {
    if (["light", "dark"].includes(event.data?.parley)) document.documentElement.className = event.data.parley;
  });

  const filter = () => {
    const hidden = (name) =>
      new Set([...document.querySelectorAll(`#legend [data-${name}][aria-pressed=false]`)].map((button) => button.dataset[name]));
    const [labels, relations] = [hidden("label"), hidden("relation")];
    const gone = new Set();
    for (const node of nodes) {
      const isGone = labels.has(node.dataset.label);
      node.classList.toggle("gone", isGone);
      if (isGone) gone.add(node.dataset.id);
    }
    for (const edge of edges) {
      const { source, target, relation } = edge.dataset;
      edge.classList.toggle("gone", relations.has(relation) || gone.has(source) || gone.has(target));
    }
  };
  for (const button of document.querySelectorAll("#legend button"))
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      filter();
    });
  new ResizeObserver(show).observe(svg);
  document.getElementById("find").addEventListener("input", (event) => {
    const words = event.target.value.trim().toLowerCase();
    const found = words ? nodes.filter((node) => node.dataset.name.toLowerCase().includes(words)) : [];
    choose(null);
    svg.classList.toggle("some", Boolean(words));
    for (const node of found) node.classList.add("near");
    if (found.length === 1) choose(found[0]);
  });
})();
