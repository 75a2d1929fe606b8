// Reading a chain again and naming what was done to it, as engine/history/verification.py does.
import { digestOfDetail, link, origin } from "./chain.js";
import { bytes, hex } from "./seals.js";

class Places {
  constructor(start, events) {
    this.events = events;
    this.hashes = [hex(start), ...events.map((event) => event.hash)];
    this.numbers = [0, ...events.map((event) => event.seq)];
    this.made = new Map();
  }

  // For which number, and upon which place, this event was really made; null if unknown.
  madeFor(position) {
    if (!this.made.has(position)) this.made.set(position, this.sought(position));
    return this.made.get(position);
  }

  sought(position) {
    const event = this.events[position];
    const others = this.hashes.map((_, place) => place).filter((place) => place !== position);
    for (const place of [position, ...others])
      for (const seq of numbersToTry(event.seq, place))
        if (hex(link(bytes(this.hashes[place]), event, seq)) === event.hash) return [seq, place];
    return null;
  }

  trueNumber(place) {
    const made = place ? this.madeFor(place - 1) : [0, 0];
    return made ? made[0] : this.numbers[place];
  }
}

const numbersToTry = (seq, place) => (seq > 1 ? [seq, seq + 1, place + 1, seq - 1] : [seq, seq + 1, place + 1]);

const closedGap = (places, position) => {
  if (position + 1 >= places.events.length) return false;
  const following = places.madeFor(position + 1);
  return following !== null && following[0] > places.events[position + 1].seq;
};

const whatWasDone = (places, position, seq) => {
  const made = places.madeFor(position);
  if (made === null) return closedGap(places, position) ? "removed" : "edited";
  const [number, place] = made;
  if (place === position) return null;
  if (number !== seq) return "reordered";
  return places.trueNumber(place) === seq - 1 ? null : "forked";
};

const detailWasChanged = (event) => {
  if (event.detail === null) return false;
  if (event.salt === null || event.detail_digest === null) return true;
  return hex(digestOfDetail(bytes(event.salt), event.detail)) !== event.detail_digest;
};

const faultsAt = (places, position, event) => {
  const seq = event.seq, before = places.numbers[position], found = [];
  if (places.hashes.slice(0, position + 1).includes(event.hash)) return [["replayed", { seq }]];
  if (seq > before + 1) found.push(["removed", { seq: before + 1, upto: seq - 1 }]);
  else {
    const kind = whatWasDone(places, position, seq);
    if (kind) found.push([kind, { seq }]);
  }
  if (detailWasChanged(event)) found.push(["edited", { seq }]);
  return found;
};

const faultsAtTheEnd = (places, head, inOrder) => {
  const last = places.numbers.at(-1);
  if (last < head.seq) return [["truncated", { seq: last + 1, upto: head.seq }]];
  if (last > head.seq) return [["added", { seq: head.seq + 1, upto: last }]];
  return inOrder && places.hashes.at(-1) !== head.hash ? [["rewritten", { seq: last }]] : [];
};

// Every fault of a history, in the order of its events: its kind and what fills its sentence.
export const examine = (history) => {
  const places = new Places(origin(history.municipality_id, history.case_id), history.events);
  const found = history.events.flatMap((event, position) => faultsAt(places, position, event));
  return [...found, ...faultsAtTheEnd(places, history.head, found.length === 0)];
};

const SUBMITTING = [1, 14]; // a case was started, a task completed
const ERASING = [80, 81]; // a case was disposed of, personal data was erased

// What was entered and is not what the event of its act vouches for, as engine/history/submitted.py.
export const editedSubmissions = (history) => {
  const entries = history.events.filter((event) => SUBMITTING.includes(event.kind));
  const by = (rows, digest) => rows.reduce((kept, row) => {
    const key = String(row.task_id);
    return kept.set(key, (kept.get(key) || new Set()).add(digest(row)));
  }, new Map());
  const there = by(history.entered, (row) => hex(digestOfDetail(bytes(row.salt), row.data)));
  const vouched = by(entries, (event) => event.detail_digest || "");
  const erased = history.events.filter((event) => ERASING.includes(event.kind)).flatMap((event) => JSON.parse(event.data).declared || []);
  const gone = new Set(entries.filter((event) => erased.includes(event.seq)).map((event) => event.detail_digest || ""));
  return entries.filter((event) => {
    const found = there.get(String(event.task_id)) || new Set(), told = vouched.get(String(event.task_id));
    const missing = [...told].filter((one) => !found.has(one) && !gone.has(one)), more = [...found].some((one) => !told.has(one));
    if (!found.size) return false; // nothing is there of this task: the reader may not know it
    return missing.includes(event.detail_digest || "") || (more && !missing.length);
  }).map((event) => ["submission", { seq: event.seq }]);
};
