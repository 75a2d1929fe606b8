// Sends a chosen file in pieces: what arrived stays, a cut goes on where it was. Without this, files go with the form.
import { settle } from "./forms.js";
import { each, once } from "./page.js";

const PIECE = 512 * 1024, PATIENCE = [500, 1500, 4000, 9000];
const onTheWay = new Map(); // of each form, the files that have not arrived
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const sized = (bytes) => (bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)}\u00a0MB` : `${Math.max(1, Math.round(bytes / 1e3))}\u00a0KB`);

each("[data-sending]", (field) => {
  if (!once(field, "Sending")) return;
  const input = field.querySelector(".drop-input"), list = field.querySelector("[data-uploads]");
  field.querySelector("[data-upload-list]")?.remove(); // the rows of what is on its way say it all
  input.addEventListener("change", (event) => {
    event.stopPropagation(); // choosing a file is no answer
    const chosen = [...input.files];
    input.value = ""; // it goes on its own, not with the form
    for (const file of chosen) keep(field.closest("form"), send(field, list, file));
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-upload-id]");
    if (!button) return;
    event.preventDefault();
    takeBack(field, button.dataset.uploadId).then(() => button.closest(".upload-row").remove());
    input.focus();
  });
});

function keep(form, sending) {
  const those = onTheWay.get(form) ?? new Set();
  onTheWay.set(form, those.add(sending));
  sending.finally(() => those.delete(sending));
}

// Who finishes while a file is on its way waits for it: the form goes when everything has arrived.
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event, those = onTheWay.get(form);
  if (!those?.size) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.setAttribute("aria-busy", "true");
  while (those.size) await Promise.allSettled([...those]);
  form.removeAttribute("aria-busy");
  settle(); // its button has been turning meanwhile
  form.requestSubmit(submitter);
}, true);

async function send(field, list, file) {
  const words = field.dataset, row = rowOf(list, file);
  const allowed = words.accept.split(",").some((ending) => file.name.toLowerCase().endsWith(ending));
  if (!allowed) return fails(row, words.otherKind);
  if (file.size > Number(words.largest)) return fails(row, words.tooLarge);
  const go = async () => {
    row.again?.remove();
    row.said.className = "meta";
    let percent = 0;
    try {
      let told = await ask(field, words.sending, { method: "POST", body: announcement(field, file) });
      const double = list.querySelector(`[data-upload-id="${told.id}"]`)?.closest(".upload-row");
      if (double && double !== row.row) double.remove();
      while (!told.whole) {
        percent = Math.floor((told.received * 100) / told.size);
        shows(row, percent, `${words.sendingWords} · ${percent}\u00a0%`);
        told = await piece(field, file, told);
      }
      done(field, list, row, told, file);
    } catch (fault) {
      if (fault.sentence) return fails(row, fault.sentence);
      fails(row, words.cut.replace("{n}", percent));
      offersToGoOn(row, words.on, go);
    }
  };
  await go();
}

async function piece(field, file, told) {
  const process = JSON.parse(field.dataset.place).process ?? "";
  for (const patience of [...PATIENCE, 0]) {
    const address = `${field.dataset.sending}/${told.id}?at=${told.received}&process=${encodeURIComponent(process)}`;
    const body = file.slice(told.received, told.received + PIECE);
    try {
      return await ask(field, address, { method: "PUT", body, headers: { "Content-Type": "application/octet-stream" } });
    } catch (fault) {
      if (fault.kind === "upload_place") return { ...told, received: Number(fault.reached) };
      if (fault.sentence || !patience) throw fault;
      await wait(patience);
      told = await ask(field, `${field.dataset.sending}/${told.id}`, {}).catch(() => told);
    }
  }
}

async function ask(field, address, options) {
  const csrf = field.closest("form").querySelector("[name=csrf]").value;
  const answer = await fetch(address, { ...options, credentials: "same-origin", headers: { ...options.headers, "X-CSRF-Token": csrf } });
  if (answer.redirected || !(answer.headers.get("content-type") ?? "").includes("json")) {
    if (answer.status === 204) return {};
    throw answer.status < 500 ? { sentence: field.dataset.signIn } : new Error(String(answer.status));
  }
  const told = await answer.json();
  if (!answer.ok) throw told;
  return told;
}

function announcement(field, file) {
  const place = JSON.parse(field.dataset.place);
  return new URLSearchParams({ ...place, kind: field.dataset.kind, filename: file.name, size: file.size });
}

const takeBack = (field, id) =>
  ask(field, `${field.dataset.sending}/${id}`, { method: "DELETE" }).catch(() => {});

function rowOf(list, file) {
  const row = document.createElement("div");
  row.className = "upload-row";
  const tile = document.createElement("span");
  const image = file.type.startsWith("image/");
  tile.className = `tile tile-${image ? "img" : file.type === "application/pdf" ? "pdf" : "doc"}`;
  tile.textContent = image ? "IMG" : (file.name.split(".").pop() || "").slice(0, 4).toUpperCase();
  tile.setAttribute("aria-hidden", "true");
  const text = document.createElement("div"), name = document.createElement("strong");
  name.textContent = file.name;
  const title = document.createElement("p");
  title.className = "document-name";
  title.append(name);
  const bar = document.createElement("progress");
  Object.assign(bar, { className: "bar", max: 100, value: 0, ariaLabel: file.name });
  const said = document.createElement("p");
  said.className = "meta";
  text.append(title, bar, said);
  const side = document.createElement("div");
  side.className = "upload-side";
  row.append(tile, text, side);
  list.append(row);
  return { row, bar, said, side };
}

function shows(row, percent, text) {
  row.bar.hidden = false;
  row.bar.value = percent;
  row.said.textContent = text;
}

function fails(row, sentence) {
  row.bar.hidden = true;
  row.said.className = "meta is-fault";
  row.said.textContent = sentence;
}

function offersToGoOn(row, word, go) {
  const again = document.createElement("button");
  Object.assign(again, { type: "button", className: "button button-quiet size-s", textContent: word });
  again.addEventListener("click", go);
  row.side.append(again);
  row.again = again;
}

function done(field, list, row, told, file) {
  if (Number(field.dataset.most) === 1)
    for (const other of [...list.children]) if (other !== row.row) other.remove();
  row.bar.remove();
  row.said.className = "meta state-ok";
  row.said.textContent = `${sized(file.size)} · ${told.words}`;
  const drop = document.createElement("button");
  Object.assign(drop, { type: "submit", name: "_drop", value: told.id, className: "button button-bare size-s", textContent: field.dataset.drop });
  drop.dataset.uploadId = told.id;
  drop.setAttribute("aria-label", `${field.dataset.drop} ${told.name}`);
  row.side.replaceChildren(drop);
}
