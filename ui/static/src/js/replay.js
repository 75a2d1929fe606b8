// A case told again on its diagram: buttons, arrow keys and a slider go from step to step without asking
// the server; each step has an address of its own, so the same works without this.
function words(text) {
  return (text || "").split(" ").filter(Boolean);
}

function standAfter(steps, place) {
  const here = new Map(), passed = new Set();
  for (const step of steps.slice(0, place)) {
    for (const id of words(step.dataset.goes)) {
      const left = (here.get(id) ?? 0) - 1;
      if (left > 0) here.set(id, left); else here.delete(id);
      passed.add(id);
    }
    for (const id of words(step.dataset.comes)) here.set(id, (here.get(id) ?? 0) + 1);
  }
  return { here: [...here.keys()], passed: [...passed] };
}

export function play(block) {
  const steps = [...block.querySelectorAll("[data-steps] > li")];
  const slider = block.querySelector("[data-place]"), now = block.querySelector("[data-now]");
  if (!steps.length) return;
  let place = Number(slider.value);
  slider.hidden = false;
  block.querySelector("[data-keys]").hidden = false;

  function show(wanted, keep = true) {
    place = Math.min(Math.max(wanted, 1), steps.length);
    const step = steps[place - 1];
    for (const each of steps) { each.classList.toggle("is-here", each === step); each.toggleAttribute("aria-current", false); }
    step.setAttribute("aria-current", "step");
    slider.value = String(place);
    const said = slider.dataset.words.replace("{n}", place).replace("{all}", steps.length);
    slider.setAttribute("aria-valuetext", said);
    const [sentence, meta] = now.querySelectorAll("p");
    sentence.replaceChildren(...step.querySelector(".chain-words p").cloneNode(true).childNodes);
    meta.textContent = `${said} · ${step.querySelector(".chain-when a").textContent.replace(/^\d+ · /, "")}, ${step.querySelector(".chain-when span").textContent}`;
    const stand = standAfter(steps, place);
    for (const frame of block.querySelectorAll("[data-diagram]")) {
      frame.dataset.here = stand.here.join(" ");
      frame.dataset.passed = stand.passed.join(" ");
      frame.dispatchEvent(new Event("cauce:retold"));
    }
    if (keep) history.replaceState(null, "", step.querySelector("a").href);
  }

  const ways = { first: () => 1, back: () => place - 1, on: () => place + 1, last: () => steps.length };
  for (const each of block.querySelectorAll("[data-way]")) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: each.dataset.way === "on" ? "button button-primary size-m" : "button button-quiet size-m", textContent: each.textContent.trim() });
    button.addEventListener("click", () => show(ways[each.dataset.way]()));
    each.replaceWith(button);
  }
  slider.addEventListener("input", () => show(Number(slider.value)));
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select, [contenteditable], .diagram-frame") || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    show(place + (event.key === "ArrowRight" ? 1 : -1));
  });
  block.querySelector("[data-steps]").addEventListener("click", (event) => {
    const link = event.target.closest(".chain-when a");
    if (!link) return;
    event.preventDefault();
    show(steps.indexOf(link.closest("li")) + 1);
  });
}
