// The page that checks a letter by its proof, opened from a disk and without a network. The same checks
// as engine/letters/checking.py: the seal (Ed25519, RFC 8032), the event of the history, the paper.
"use strict";
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const proof = JSON.parse(document.getElementById("proof").textContent);
  const statement = JSON.parse(proof.statement);
  const utf8 = (text) => new TextEncoder().encode(text);
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
  const hex = (array) => Array.from(array, (one) => one.toString(16).padStart(2, "0")).join("");
  const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => Array.from(part)));
  const little = (array) => BigInt("0x" + (hex(Uint8Array.from(array).reverse()) || "0"));

  // SHA-2 (FIPS 180-4): its constants are the fractions of the roots of the first primes.
  const primes = [];
  for (let n = 2; primes.length < 80; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
  const root = (n, power) => {
    let low = 0n, high = 1n << 80n;
    while (low < high) {
      const middle = (low + high + 1n) >> 1n;
      if (middle ** power <= n) low = middle; else high = middle - 1n;
    }
    return low;
  };
  const M64 = (1n << 64n) - 1n;
  const K = primes.map((prime) => root(BigInt(prime) << 192n, 3n) & M64);
  const H = primes.slice(0, 8).map((prime) => root(BigInt(prime) << 128n, 2n) & M64);
  const K32 = K.slice(0, 64).map((one) => Number(one >> 32n));
  const H32 = H.map((one) => Number(one >> 32n));
  const padded = (message, block, place) => {
    const length = Math.ceil((message.length + 1 + place) / block) * block;
    const out = new Uint8Array(length);
    out.set(message); out[message.length] = 0x80;
    new DataView(out.buffer).setBigUint64(length - 8, BigInt(message.length) * 8n);
    return out;
  };
  const sha256 = (message) => {
    const data = padded(message, 64, 8), view = new DataView(data.buffer), state = Uint32Array.from(H32), w = new Uint32Array(64);
    const turn = (x, n) => (x >>> n) | (x << (32 - n));
    for (let at = 0; at < data.length; at += 64) {
      for (let i = 0; i < 16; i += 1) w[i] = view.getUint32(at + i * 4);
      for (let i = 16; i < 64; i += 1) {
        const a = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3), b = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
        w[i] = w[i - 16] + a + w[i - 7] + b;
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i += 1) {
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K32[i] + w[i]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((one, i) => { state[i] += one; });
    }
    const out = new DataView(new ArrayBuffer(32));
    state.forEach((one, i) => out.setUint32(i * 4, one));
    return new Uint8Array(out.buffer);
  };
  const sha512 = (message) => {
    const data = padded(message, 128, 16), view = new DataView(data.buffer), state = H.slice();
    const turn = (x, n) => ((x >> n) | (x << (64n - n))) & M64;
    for (let at = 0; at < data.length; at += 128) {
      const w = [];
      for (let i = 0; i < 16; i += 1) w.push(view.getBigUint64(at + i * 8));
      for (let i = 16; i < 80; i += 1) {
        const a = turn(w[i - 15], 1n) ^ turn(w[i - 15], 8n) ^ (w[i - 15] >> 7n), b = turn(w[i - 2], 19n) ^ turn(w[i - 2], 61n) ^ (w[i - 2] >> 6n);
        w.push((w[i - 16] + a + w[i - 7] + b) & M64);
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 80; i += 1) {
        const one = (h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (~e & M64 & g)) + K[i] + w[i]) & M64;
        const two = ((turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c))) & M64;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & M64, c, b, a, (one + two) & M64];
      }
      [a, b, c, d, e, f, g, h].forEach((one, i) => { state[i] = (state[i] + one) & M64; });
    }
    return bytes(state.map((one) => one.toString(16).padStart(16, "0")).join(""));
  };

  // Ed25519: points as (x, y, z, t) with x = X/Z, y = Y/Z, x*y = T/Z.
  const P = (1n << 255n) - 19n, L = (1n << 252n) + 27742317777372353535851937790883648493n;
  const mod = (n, by = P) => ((n % by) + by) % by;
  const raised = (base, power) => {
    let out = 1n, now = mod(base);
    for (let left = power; left; left >>= 1n) { if (left & 1n) out = mod(out * now); now = mod(now * now); }
    return out;
  };
  const inverse = (n) => raised(n, P - 2n);
  const D = mod(-121665n * inverse(121666n));
  const added = ([x1, y1, z1, t1], [x2, y2, z2, t2]) => {
    const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2)), c = mod(2n * D * t1 * t2), d = mod(2n * z1 * z2);
    const e = b - a, f = d - c, g = d + c, h = b + a;
    return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
  };
  const times = (n, point) => {
    let out = [0n, 1n, 1n, 0n], now = point;
    for (let left = n; left; left >>= 1n) { if (left & 1n) out = added(out, now); now = added(now, now); }
    return out;
  };
  const pointOf = (array) => {
    const whole = little(array), sign = whole >> 255n, y = whole & ((1n << 255n) - 1n);
    if (array.length !== 32 || y >= P) return null;
    const square = mod((y * y - 1n) * inverse(D * y * y + 1n));
    let x = raised(square, (P + 3n) / 8n);
    if (mod(x * x) !== square) x = mod(x * raised(2n, (P - 1n) / 4n));
    if (mod(x * x) !== square || (x === 0n && sign)) return null;
    if ((x & 1n) !== sign) x = P - x;
    return [x, y, 1n, mod(x * y)];
  };
  const same = ([x1, y1, z1], [x2, y2, z2]) => mod(x1 * z2 - x2 * z1) === 0n && mod(y1 * z2 - y2 * z1) === 0n;
  const isGenuine = (key, signature, message) => {
    const a = pointOf(key), r = pointOf(signature.slice(0, 32)), s = little(signature.slice(32));
    if (!a || !r || signature.length !== 64 || s >= L) return false;
    const base = pointOf(bytes("58" + "66".repeat(31)));
    const h = mod(little(sha512(joined(signature.slice(0, 32), key, message))), L);
    return same(times(s, base), added(r, times(h, a)));
  };

  const said = (sentence, facts) => sentence.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
  const faultsOfProof = () => {
    const found = [], place = statement.history, event = bytes(place.event);
    if (!isGenuine(bytes(proof.public_key), bytes(proof.signature), utf8(proof.statement))) found.push(words.seal);
    if (hex(sha256(joined(bytes(place.before), event))) !== place.hash) return [...found, words.chain];
    const length = Number(new DataView(event.buffer).getBigInt64(50));
    const told = JSON.parse(new TextDecoder().decode(event.slice(59, 59 + length)));
    const expected = { letter: statement.letter.id, number: statement.letter.number, sha256: statement.paper.sha256 };
    Object.entries(expected).forEach(([name, value]) => { if (told[name] !== value) found.push(said(words.other, { name: words[name], value: told[name] })); });
    return found;
  };
  const faultsOfPaper = (content) => {
    const told = statement.paper, found = [];
    if (hex(sha256(content)) === told.sha256) return found;
    if (content.length !== told.size) found.push(said(words.size, { now: content.length, was: told.size }));
    for (let at = 0, place = 0; at < Math.min(content.length, told.size); at += told.part, place += 16) {
      if (hex(sha256(content.slice(at, at + told.part))).slice(0, 16) !== told.parts.slice(place, place + 16)) {
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
  document.getElementById("key").textContent = hex(sha256(bytes(proof.public_key)));
  show("sealed", faultsOfProof(), words.sealed);
  document.getElementById("paper").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (file) show("checked", faultsOfPaper(new Uint8Array(await file.arrayBuffer())), words.whole);
  });
})();
