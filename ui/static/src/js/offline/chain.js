// The canonical form of an event and the links of a chain, as engine/history/chain.py writes them.
import { bytes, hashed, utf8 } from "./seals.js";

const EVENT = utf8("cauce event 1\n"), ORIGIN = utf8("cauce case 1\n"), DETAIL = utf8("cauce detail 1\n");
const FIXED = 8 + 2 + 2 + 8 + 8 + 8 + 8 + 1;
const long = (value) => (value === null ? -1n : BigInt(value));

export const origin = (municipality, caseId) => {
  const view = new DataView(new ArrayBuffer(16));
  view.setBigInt64(0, BigInt(municipality));
  view.setBigInt64(8, BigInt(caseId));
  return hashed(ORIGIN, new Uint8Array(view.buffer));
};

// The hash of an event under this number, given the hash of the event before it.
export const link = (previous, event, seq = event.seq) => {
  const data = utf8(event.data), digest = event.detail_digest === null ? new Uint8Array() : bytes(event.detail_digest);
  const view = new DataView(new ArrayBuffer(FIXED));
  view.setBigInt64(0, BigInt(seq));
  view.setInt16(8, event.kind);
  view.setInt16(10, event.element === null ? -1 : event.element);
  view.setBigInt64(12, long(event.person_id));
  view.setBigInt64(20, long(event.task_id));
  view.setBigInt64(28, BigInt(event.at));
  view.setBigInt64(36, BigInt(data.length));
  view.setUint8(44, digest.length);
  return hashed(previous, EVENT, new Uint8Array(view.buffer), data, digest);
};

export const digestOfDetail = (salt, detail) => {
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, salt.length);
  return hashed(DETAIL, new Uint8Array(length.buffer), salt, utf8(detail));
};
