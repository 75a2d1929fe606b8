// The page that checks an exported case or a sealed verification: opened from a disk, without a
// network, sending nothing.
import { verifyBag } from "./bag.js";
import { said } from "./seals.js";
import { isStatement, verifyStatement } from "./statement.js";

const words = JSON.parse(document.getElementById("words").textContent);
const find = (id) => document.getElementById(id);

const sentence = ([kind, facts]) => {
  const several = facts.upto !== undefined && facts.upto !== facts.seq && words.several[kind];
  return said(several || words.one[kind], facts);
};

const paragraphs = (texts) => texts.map((text) => Object.assign(document.createElement("p"), { textContent: text }));

const show = (texts, well) => {
  find("result").className = well ? "ok" : "late";
  find("result").replaceChildren(...paragraphs(texts));
};

const tell = (found) => {
  find("facts").hidden = false;
  for (const name of ["number", "municipality", "documents", "events", "withheld", "fingerprint"]) find(name).textContent = found[name];
  const told = [...new Set(found.faults.map(sentence))];
  show(told.length ? [said(words.not_whole, { count: told.length }), ...told] : [words.whole], !told.length);
};

const MOST = 5_000_000;

// What the statement names is told only where its seal is genuine: otherwise anybody wrote it.
const tellSealed = (found) => {
  find("sealed").hidden = false;
  const scope = `${words.scopes[found.shown.scope]} ${found.number}`.trim();
  for (const [name, value] of Object.entries({ ...found.shown, scope })) find(name).textContent = value;
  if (!found.genuine) return show([words.forged], false);
  const named = [said(words.found, { count: found.faults }), ...found.named];
  show(found.faults ? named : [words.sealed], !found.faults);
};

find("case").addEventListener("change", async (event) => {
  const file = event.target.files[0];
  if (!file) return;
  find("facts").hidden = find("sealed").hidden = true;
  const progress = find("progress");
  progress.hidden = false;
  try {
    const text = file.size < MOST ? await file.text() : "";
    if (isStatement(text)) tellSealed(verifyStatement(text));
    else tell(await verifyBag(file, (done, all) => { progress.value = done / all; }));
  } catch {
    show([words.none], false);
  }
  progress.hidden = true;
});
