// The sealed result of a verification, checked as engine/auditing/statement.py does.
import { fingerprintOf, hashed, hex, isGenuine, utf8 } from "./seals.js";

const FORM = "cauce verification 1";
const moment = (micros) => `${new Date(Number(micros) / 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;

// Whether a file says that it is one; what it says; throws for what is none.
export const isStatement = (text) => {
  try {
    return JSON.parse(text).form === FORM;
  } catch {
    return false;
  }
};

export const verifyStatement = (text) => {
  const told = JSON.parse(text), facts = JSON.parse(told.statement);
  if (told.form !== FORM || facts.form !== FORM) throw new Error(FORM);
  return {
    genuine: isGenuine(told.public_key, told.signature, utf8(told.statement)),
    faults: facts.faults,
    named: facts.named,
    number: facts.case,
    shown: {
      town: facts.municipality,
      scope: facts.scope,
      made: moment(facts.made),
      cases: facts.cases,
      acts: facts.events,
      root: facts.root ? `${facts.root.number} · ${facts.root.hash}` : "–",
      "result-hash": hex(hashed(utf8(told.statement))),
      seal: fingerprintOf(told.public_key),
    },
  };
};
