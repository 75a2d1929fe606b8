// What may come next in a file of scenarios, from its text alone. `words`: `keywords` (kind -> words), `and`,
// `phrases` ([{ kind, text }], places in braces), `places` (place -> values), `fields` (task -> [{ words, options }]).
const MOST = 12;

export function offered(words, text, caret) {
  const from = text.lastIndexOf("\n", caret - 1) + 1;
  const end = text.indexOf("\n", caret);
  if (text.slice(caret, end < 0 ? undefined : end).trim()) return null;
  const line = text.slice(from, caret), before = text.slice(0, from).split("\n").slice(0, -1);
  const indent = line.length - line.trimStart().length;
  const cell = /^\s*\|(?:.*\|)?\s*([^|]*)$/.exec(line);
  if (cell) return inTable(words, before, line, caret, cell[1]);
  const said = /^(\S+)\s(.*)$/.exec(line.trimStart());
  const all = [...Object.values(words.keywords).flat(), words.and];
  if (!said) return begun(all, line.trimStart(), from + indent, caret);
  if (!all.includes(said[1])) return null;
  const kind = said[1] === words.and ? kindOf(words, before) : kindBy(words, said[1]);
  const start = from + indent + said[1].length + 1;
  return { from: start, to: caret, options: steps(words, kind, said[2], people(text)).slice(0, MOST) };
}

function begun(all, typed, from, to) {
  const options = typed ? all.filter((each) => fits(each, typed)).map((each) => option(`${each} `)) : [];
  return { from, to, options };
}

const option = (text, shown = text, caret = text.length) => ({ text, shown, caret });
const fits = (whole, typed) => whole.toLocaleLowerCase().startsWith(typed.toLocaleLowerCase());
const kindBy = (words, word) => Object.keys(words.keywords).find((kind) => words.keywords[kind].includes(word));

function kindOf(words, before) {
  for (const line of before.toReversed()) {
    const kind = kindBy(words, line.trim().split(/\s/)[0]);
    if (kind) return kind;
  }
  return "given";
}

// Those that have a role in this file: «Rosa es de "Mesa de partes"».
function people(text) {
  const found = [...text.matchAll(/^\s*\S+ (?:que |that )?(\p{Lu}[\p{L} ]*?) (?:es|é|is) (?:del?|da|do|from|of|in) /gmu)];
  return [...new Set(found.map((each) => each[1]))];
}

function steps(words, kind, typed, who) {
  const places = { ...words.places, who, whom: [...who, ...(words.places.role ?? [])] };
  const found = words.phrases.filter((each) => each.kind === kind).flatMap((each) => along(each.text, typed, places));
  const seen = new Set();
  return found.filter((each) => !seen.has(each.text) && seen.add(each.text));
}

// A phrase followed as far as it is typed: nothing where it is another one.
function along(phrase, typed, places) {
  const pieces = phrase.split(/(\{\w+\})/);
  let written = "";
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at], left = typed.slice(written.length);
    const place = /^\{(\w+)\}$/.exec(piece)?.[1];
    if (!place) {
      if (fits(left, piece)) { written += left.slice(0, piece.length); continue; }
      return fits(piece, left) ? [rest(written, pieces, at)] : [];
    }
    const after = pieces[at + 1] ?? "";
    const stop = after ? left.toLocaleLowerCase().indexOf(after.toLocaleLowerCase()) : -1;
    if (stop > 0) { written += left.slice(0, stop); continue; }
    const said = (places[place] ?? []).find((each) => left.length > each.length && fits(left, each) && fits(after, left.slice(each.length)));
    if (said) { written += left.slice(0, said.length); continue; }
    if (left.includes('"') && after.startsWith('"')) return [];
    const values = (places[place] ?? []).filter((each) => fits(each, left));
    return values.map((each) => rest(written + each, pieces, at + 1));
  }
  return [];
}

// What was written, and the phrase up to its next place; the whole of it is shown.
function rest(written, pieces, at) {
  const place = pieces.findIndex((each, number) => number >= at && each.startsWith("{"));
  const until = place < 0 ? pieces.length : place;
  const text = written + pieces.slice(at, until).join("");
  const more = pieces.slice(until).join("").replace(/\{\w+\}/g, "…");
  return option(text, text + more);
}

function inTable(words, before, line, caret, typed) {
  const step = before.findLast((each) => !/^\s*\|/.test(each)) ?? "";
  const task = /["“«]([^"”»]+)["”»]/.exec(step)?.[1].toLocaleLowerCase() ?? "=";
  const fields = words.fields[task] ?? [];
  const cells = line.split("|").slice(1), from = caret - typed.length;
  if (cells.length > 1) {
    const named = fields.find((each) => each.words === cells[0].trim());
    return { from, to: caret, options: ends(named?.options ?? [], typed) };
  }
  return { from, to: caret, options: ends(fields.map((each) => each.words), typed) };
}

const ends = (values, typed) => values.filter((each) => fits(each, typed)).slice(0, MOST).map((each) => option(`${each} | `, each));
