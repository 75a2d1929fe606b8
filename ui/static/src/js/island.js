// Islands: the script of a diagram, of a map, and of a field that is drawn, is fetched only where there is one.
import { alertOf, each, once } from "./page.js";

function sheet(address) {
  if (document.querySelector(`link[href="${address}"]`)) return;
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", href: address });
  document.head.append(link);
}

async function load(frame) {
  frame.classList.add("is-waiting");
  sheet(frame.dataset.sheet);
  try {
    const [{ draw }, answer] = await Promise.all([
      import(new URL(frame.dataset.module, document.baseURI)),
      fetch(frame.dataset.diagram, { headers: { Accept: "application/xml" } }),
    ]);
    if (!answer.ok) throw new Error(String(answer.status));
    await draw(frame, await answer.text());
    const list = frame.parentElement.querySelector(".diagram-list");
    if (list && matchMedia("(min-width: 641px)").matches) list.open = false;
  } catch (error) {
    frame.classList.add("is-broken");
    alertOf(frame.dataset.failed);
    console.error(error);
  } finally {
    frame.classList.remove("is-waiting");
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-opens]");
  const lists = [...(link?.closest(".sheet")?.querySelectorAll(".diagram-list") ?? [])];
  if (!lists.length) return;
  event.preventDefault();
  const open = !lists[0].open;
  for (const list of lists) list.open = open;
  if (open) lists[0].scrollIntoView({ block: "nearest" });
});

each("[data-capture]", (field) => import(new URL(field.dataset.capture, document.baseURI)));

each("[data-replay]", (block) => once(block, "Replay") && import(new URL(block.dataset.replay, document.baseURI)).then(({ play }) => play(block)));

each("[data-visit]", (form) => import(new URL(form.dataset.visit, document.baseURI)).then(({ keep }) => keep(form)));

each("[data-land]", async (frame) => {
  if (!once(frame, "Land")) return;
  sheet(frame.dataset.sheet);
  const { show } = await import(new URL(frame.dataset.land, document.baseURI));
  show(frame);
});

each("[data-workshop]", async (frame) => {
  if (!matchMedia("(min-width: 900px)").matches || !once(frame, "Workshop")) return;
  sheet(frame.dataset.sheet);
  const { open } = await import(new URL(frame.dataset.workshop, document.baseURI));
  open(frame);
});

each("[data-desk]", (form) => once(form, "Desk") && import(new URL(form.dataset.desk, document.baseURI)).then(({ open }) => open(form)));

each("[data-diagram]", (frame) => {
  if (!once(frame, "Diagram")) return;
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    load(frame);
  }, { rootMargin: "200px" });
  seen.observe(frame);
});
