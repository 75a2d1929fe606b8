// The page that checks a letter by its proof, opened from a disk and without a network. The same checks
// as engine/letters/checking.py: the seal, the event of the history, the paper.
import { bytes, fingerprintOf, hashed, hex, isGenuine, said, utf8 } from "./seals.js";

const words = JSON.parse(document.getElementById("words").textContent);
const proof = JSON.parse(document.getElementById("proof").textContent);
const statement = JSON.parse(proof.statement);

const faultsOfProof = () => {
  const found = [], place = statement.history, event = bytes(place.event);
  if (!isGenuine(proof.public_key, proof.signature, utf8(proof.statement))) found.push(words.seal);
  if (hex(hashed(bytes(place.before), event)) !== place.hash) return [...found, words.chain];
  const length = Number(new DataView(event.buffer).getBigInt64(50));
  const told = JSON.parse(new TextDecoder().decode(event.slice(59, 59 + length)));
  const expected = { letter: statement.letter.id, number: statement.letter.number, sha256: statement.paper.sha256 };
  Object.entries(expected).forEach(([name, value]) => { if (told[name] !== value) found.push(said(words.other, { name: words[name], value: told[name] })); });
  return found;
};
const faultsOfPaper = (content) => {
  const told = statement.paper, found = [];
  if (hex(hashed(content)) === told.sha256) return found;
  if (content.length !== told.size) found.push(said(words.size, { now: content.length, was: told.size }));
  for (let at = 0, place = 0; at < Math.min(content.length, told.size); at += told.part, place += 16) {
    if (hex(hashed(content.slice(at, at + told.part))).slice(0, 16) !== told.parts.slice(place, place + 16)) {
      found.push(said(words.bytes, { first: at, last: Math.min(at + told.part, told.size) - 1 }));
      break;
    }
  }
  return found.length ? found : [words.paper];
};

const show = (id, faults, well) => {
  const box = document.getElementById(id);
  box.className = faults.length ? "late" : "ok";
  box.replaceChildren(...(faults.length ? faults : [well]).map((one) => Object.assign(document.createElement("p"), { textContent: one })));
};
document.getElementById("key").textContent = fingerprintOf(proof.public_key);
show("sealed", faultsOfProof(), words.sealed);
document.getElementById("paper").addEventListener("change", async (event) => {
  const file = event.target.files[0];
  if (file) show("checked", faultsOfPaper(new Uint8Array(await file.arrayBuffer())), words.whole);
});
