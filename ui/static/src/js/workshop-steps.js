// Scenarios as text: what is written keeps itself, and steps are completed with the sentences that are
// understood and with the tasks, roles and fields of this process.
import { completing } from "./workshop/completing.js";
import { keeper } from "./workshop/keeping.js";
import { offered } from "./workshop/steps.js";

export function open(form) {
  const field = form.elements.content, words = JSON.parse(form.dataset.offer);
  const drawing = {
    form: () => new URLSearchParams({ file: form.elements.file.value, content: field.value }),
    on: (changed) => field.addEventListener("input", changed),
    off: (changed) => field.removeEventListener("input", changed),
  };
  const kept = keeper(form, drawing, { refresh: () => refresh(form) });
  for (const part of form.querySelectorAll("[data-manual]")) part.hidden = true;
  completing(field, (text, caret) => offered(words, text, caret));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    kept.now({});
  }, true);
}

// What cannot be read of what was kept.
async function refresh(form) {
  const answer = await fetch(form.dataset.here, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("scenario-faults");
  const here = document.getElementById("scenario-faults");
  if (found && here.innerHTML !== found.innerHTML) here.replaceChildren(...found.childNodes);
}
