// An exported case, checked without the house that made it: the same checks as
// engine/history/offline.py, with the file read in pieces and nothing sent anywhere.
import { BlobReader, ZipReader, configure } from "@zip.js/zip.js/lib/zip-core-native.js";
import { editedSubmissions, examine } from "./examine.js";
import { fingerprintOf, hex, isGenuine, sha256 } from "./seals.js";

configure({ useWebWorkers: false });

const INDEX = "data/index.json", HISTORY = "data/history.json", SIGNATURES = "data/signatures.json";
const MANIFEST = "manifest-sha256.txt", TAGS = "tagmanifest-sha256.txt", SIGNATURE = "signature.json";
const FILING = [50, 51]; // a document was added, replaced
const MOST_TOLD = 200 * 1024 * 1024;

// What is read is no exported case at all.
export class NotABag extends Error {}

class Bag {
  constructor(entries) {
    const files = entries.filter((entry) => !entry.directory), names = files.map((entry) => entry.filename);
    const roots = new Set(names.map((name) => name.split("/")[0]));
    if (roots.size !== 1 || names.some((name) => name.split("/").includes("..") || name.includes("\\"))) throw new NotABag();
    const root = `${[...roots][0]}/`;
    this.repeated = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))].sort();
    this.files = new Map(files.map((entry) => [entry.filename.slice(root.length), entry]));
  }

  async read(path, heard) {
    const entry = this.files.get(path);
    if (!entry) throw new NotABag();
    await entry.getData(new WritableStream({ write: heard }), { checkSignature: true });
  }

  async small(path) {
    const entry = this.files.get(path), parts = [];
    if (!entry || entry.uncompressedSize > MOST_TOLD) throw new NotABag();
    await this.read(path, (chunk) => { parts.push(chunk); });
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }

  async told(path) {
    return JSON.parse(new TextDecoder().decode(await this.small(path)));
  }

  // The hash of a file, read in pieces; empty when it cannot be read to its end.
  async hashOf(path) {
    const made = sha256.create();
    try {
      await this.read(path, (chunk) => { made.update(chunk); });
    } catch {
      return "";
    }
    return hex(made.digest());
  }
}

const linesOf = (content) => new Map(
  new TextDecoder().decode(content).split("\n").filter((line) => line.trim())
    .map((line) => [line.slice(line.indexOf("  ") + 2), line.slice(0, line.indexOf("  "))]),
);

const faultsOfFiles = async (bag, manifest, heard) => {
  const tags = linesOf(await bag.small(TAGS)), found = [];
  const listed = new Map([...manifest, ...tags]);
  let done = 0;
  for (const [path, digest] of listed) {
    if (!bag.files.has(path)) found.push(["missing", { path }]);
    else if ((await bag.hashOf(path)) !== digest) found.push(["changed", { path }]);
    heard(done += 1, listed.size);
  }
  const extra = [...bag.files.keys()].filter((path) => !listed.has(path) && path !== TAGS).sort();
  return [...found, ...extra.map((path) => ["added_file", { path }])];
};

const faultsOfIndex = (index, history, manifest) => {
  const found = index.history_hash === history.head.hash ? [] : [["moment", {}]];
  const filed = new Set(history.events.filter((event) => FILING.includes(event.kind)).map((event) => String(JSON.parse(event.data).sha256)));
  const there = new Set(manifest.values());
  for (const entry of index.documents) {
    const facts = { name: entry.title || `folio ${entry.folio}`, folio: entry.folio };
    if (entry.document !== null && !there.has(entry.sha256)) found.push(["document_missing", facts]);
    if (!filed.has(entry.sha256)) found.push(["document_unknown", facts]);
  }
  const listed = new Set(index.documents.map((entry) => entry.sha256));
  const left = [...filed].filter((digest) => !listed.has(digest)).sort();
  return [...found, ...left.map((digest) => ["unlisted", { digest: digest.slice(0, 12) }])];
};

const faultsOfEvidence = (signatures, manifest) => signatures.documents.flatMap((document) => document.signatures)
  .flatMap((signature) => signature.evidence.filter((each) => manifest.get(each.file) !== each.sha256)
    .map((each) => ["evidence", { signer: signature.signer, file: each.file }]));

const verified = async (bag, heard) => {
  const content = await bag.small(MANIFEST), manifest = linesOf(content), seal = await bag.told(SIGNATURE);
  const found = bag.repeated.map((path) => ["twice", { path }]);
  found.push(...await faultsOfFiles(bag, manifest, heard));
  if (!isGenuine(String(seal.public_key), String(seal.signature), content)) found.push(["signature", {}]);
  const index = await bag.told(INDEX), history = await bag.told(HISTORY);
  found.push(...examine(history), ...editedSubmissions(history), ...faultsOfIndex(index, history, manifest));
  if (bag.files.has(SIGNATURES)) found.push(...faultsOfEvidence(await bag.told(SIGNATURES), manifest));
  return {
    number: String(index.number), municipality: String(index.municipality),
    documents: index.documents.length, events: history.events.length,
    withheld: history.events.filter((event) => event.withheld).length,
    fingerprint: fingerprintOf(String(seal.public_key)), faults: found,
  };
};

// Look at everything; `heard` is told how many files were read. Throws NotABag for what is none.
export const verifyBag = async (file, heard = () => {}) => {
  const reader = new ZipReader(new BlobReader(file));
  try {
    return await verified(new Bag(await reader.getEntries()), heard);
  } catch (fault) {
    throw fault instanceof NotABag ? fault : new NotABag(String(fault));
  } finally {
    await reader.close();
  }
};
