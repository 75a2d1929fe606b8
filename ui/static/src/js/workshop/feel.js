// Formulas are completed with what this process knows and with the functions of FEEL, and are read by the
// server on leaving the field: nothing is evaluated. `words`: [{ text, shown, call }].
import { completing } from "./completing.js";

const MOST = 12, LAST = /[\p{L}_][\p{L}\p{N}_. ]*$/u;
const known = new WeakSet();

// Names hold spaces: the longest end of what was typed that begins a name.
// Between quotes stand the allowed values of the column, or the numbers of the law.
export function offeredIn(words, text, caret, asked = false, values = []) {
  const before = text.slice(0, caret);
  if ((before.match(/"/g) ?? []).length % 2) return quoted(words, values, before, caret + (text[caret] === '"' ? 1 : 0), caret);
  const run = LAST.exec(before)?.[0] ?? "";
  for (let from = 0; from < run.length; from = nextWord(run, from)) {
    const typed = run.slice(from).toLocaleLowerCase();
    const options = typed.trim() ? words.filter((each) => !each.law && each.text.toLocaleLowerCase().startsWith(typed)) : [];
    if (options.length) return { from: caret - typed.length, to: caret, options: options.slice(0, MOST).map(option) };
  }
  return run.trim() || !asked ? null : { from: caret, to: caret, options: [...values.map((each) => ({ text: `"${each}"`, shown: `"${each}"` })), ...words.filter((each) => !each.law).map(option)].slice(0, MOST) };
}

function quoted(words, values, before, to, caret) {
  const typed = /[^"]*$/.exec(before)[0], from = caret - typed.length;
  const isLaw = /legal parameter\(\s*"[^"]*$/.test(before);
  const known = isLaw ? words.filter((each) => each.law) : values.map((text) => ({ text, shown: text }));
  const fit = known.filter((each) => each.text.toLocaleLowerCase().includes(typed.toLocaleLowerCase()));
  return { from, to, options: fit.slice(0, MOST).map(({ text, shown }) => ({ text: `${text}"`, shown })) };
}

function nextWord(run, from) {
  const space = run.indexOf(" ", from);
  return space < 0 ? run.length : space + 1;
}

const option = ({ text, shown, call }) => (call ? { text: `${text})`, shown, caret: text.length } : { text, shown });

// `isFeel` says which fields hold formulas; each gets its list when it is entered for the first time. A list
// that opens by itself needs a letter or a quote; Ctrl and space asks for it. `valuesOf` gives the texts that a
// field may hold.
export function completingIn(place, words, isFeel, valuesOf = () => []) {
  place.addEventListener("focusin", ({ target }) => {
    if (known.has(target) || !isFeel(target)) return;
    known.add(target);
    completing(target, (text, caret, asked) => offeredIn(words, text, caret, asked, valuesOf(target)));
  });
}

// What the server says of a formula, under its field; `kind` is «tests» for the cells of conditions.
export async function checked(field, address, csrf, kind = "") {
  const said = saidOf(field), text = field.value.trim();
  said.className = "feel-said";
  said.textContent = "";
  if (!text || (kind === "tests" && text === "-")) return;
  const body = new URLSearchParams({ csrf, text, kind });
  const answer = await fetch(address, { method: "POST", body }).catch(() => null);
  if (!answer?.ok || field.value.trim() !== text) return;
  const told = await answer.json();
  said.textContent = told.said;
  said.classList.add(told.ok ? "is-ok" : "is-wrong");
  return told;
}

function saidOf(field) {
  const found = field.parentElement.querySelector(".feel-said");
  if (found) return found;
  const made = Object.assign(document.createElement("p"), { className: "feel-said" });
  made.setAttribute("role", "status");
  field.parentElement.append(made);
  return made;
}
