// Money is formatted on leaving the field; a password can be seen; a date can be picked; a file shows its row.
import { each, once, words } from "./page.js";

export function money(text, [group, point]) {
  const plain = new RegExp(`^-?(\\d{1,3}(\\${group}\\d{3})+|\\d+)(\\${point}\\d{1,2})?$`);
  if (!plain.test(text)) return text; // not sure what was meant: leave it as it was typed
  const [whole, cents = ""] = text.replaceAll(group, "").split(point);
  return whole.replace(/\B(?=(\d{3})+$)/g, group) + point + cents.padEnd(2, "0");
}

document.addEventListener("focusout", (event) => {
  const field = event.target;
  if (field.matches?.("[data-money]")) field.value = money(field.value.trim(), field.dataset.money || ",.");
});

each(".peek", (button) => {
  if (!once(button, "Peek")) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const input = document.getElementById(button.getAttribute("aria-controls"));
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.textContent = shown ? words.show : words.hide;
    button.setAttribute("aria-pressed", String(!shown));
  });
});

each("[data-date]", (set) => {
  const button = set.querySelector(".date-pick");
  if (!button || !HTMLInputElement.prototype.showPicker || !once(set, "Date")) return;
  const [day, month, year] = set.querySelectorAll(".input");
  const picker = document.createElement("input");
  Object.assign(picker, { type: "date", tabIndex: -1, className: "unseen", ariaHidden: "true" });
  button.hidden = false;
  button.after(picker);
  button.addEventListener("click", () => {
    const two = (text) => String(text).padStart(2, "0");
    if (day.value && month.value && year.value) picker.value = `${year.value}-${two(month.value)}-${two(day.value)}`;
    picker.showPicker();
  });
  picker.addEventListener("change", () => {
    if (!picker.value) return;
    const [y, m, d] = picker.value.split("-");
    [day.value, month.value, year.value] = [Number(d), Number(m), y];
    day.dispatchEvent(new Event("input", { bubbles: true }));
  });
});

each("[data-filter]", (list) => {
  if (!once(list, "Filter")) return;
  const search = document.createElement("input");
  Object.assign(search, { type: "search", className: "input", placeholder: list.dataset.filter, ariaLabel: list.dataset.filter });
  list.prepend(search);
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  search.addEventListener("input", (event) => {
    event.stopPropagation(); // it is no answer
    for (const option of list.querySelectorAll(".option"))
      option.hidden = !plain(option.textContent).includes(plain(search.value)) && !option.querySelector(":checked");
  });
});

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches?.(".drop-input") || input.closest("[data-sending]")) return;
  const list = input.closest("[data-upload]").querySelector("[data-upload-list]");
  list.replaceChildren(...[...input.files].map(fileRow));
});
for (const [kind, over] of [["dragover", true], ["dragleave", false], ["drop", false]])
  document.addEventListener(kind, (event) => event.target.closest?.(".drop")?.classList.toggle("is-over", over));

function fileRow(file) {
  const row = document.createElement("li");
  const tile = document.createElement("span");
  const image = file.type.startsWith("image/");
  tile.className = `tile tile-${image ? "img" : file.type === "application/pdf" ? "pdf" : "doc"}`;
  tile.textContent = image ? "IMG" : (file.name.split(".").pop() || "").slice(0, 4).toUpperCase();
  tile.setAttribute("aria-hidden", "true");
  const text = document.createElement("div");
  const name = document.createElement("strong");
  name.textContent = file.name;
  const size = document.createElement("p");
  size.className = "meta";
  size.textContent = file.size >= 1e6 ? `${(file.size / 1e6).toFixed(1)}\u00a0MB` : `${Math.max(1, Math.round(file.size / 1e3))}\u00a0KB`;
  text.append(name, size);
  row.append(tile, text);
  return row;
}
