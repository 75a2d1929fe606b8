// Hashes and seals for the pages that are kept and opened without a network (FIPS 180-4, RFC 8032).
// In JavaScript alone: a page opened from a disk has the browser's own cryptography in few browsers.
import { hashes, verify } from "@noble/ed25519";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

hashes.sha512 = sha512;

export { bytesToHex as hex, hexToBytes as bytes, sha256 };
export const utf8 = (text) => new TextEncoder().encode(text);
export const hashed = (...parts) => parts.reduce((made, part) => made.update(part), sha256.create()).digest();

// As strict as engine/history/signing.py: a key or a signature that is none is not genuine.
export const isGenuine = (key, signature, message) => {
  try {
    return verify(hexToBytes(signature), message, hexToBytes(key), { zip215: false });
  } catch {
    return false;
  }
};

export const fingerprintOf = (key) => {
  try {
    return bytesToHex(sha256(hexToBytes(key)));
  } catch {
    return "";
  }
};

export const said = (sentence, facts) => sentence.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
