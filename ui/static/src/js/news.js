// What others do to the tasks of an open list. Rows change where they stand and keep mark and focus; one
// that left says why; new ones are told of and shown when asked for. Nothing is asked in a hidden tab.
import htmx from "htmx.org";
import { enter } from "./place.js";

const EVERY = navigator.connection?.saveData ? 30_000 : 5_000;
const bar = document.getElementById("inbox-news"), heard = document.getElementById("inbox-heard");
const fresh = new Set();
let timer, asking = false, again = false, lots = false;

const rowOf = (id) => document.getElementById(id);
const holds = (element) => element.contains(document.activeElement);

function change(row, now) {
  row.classList.remove("is-gone");
  [...now.cells].forEach((cell, at) => {
    const was = row.cells[at], held = was && holds(was);
    if (!at || !was || (held && was.textContent.trim() === cell.textContent.trim())) return;
    was.replaceWith(cell);
    htmx.process(cell);
    if (held) enter(row);
  });
}

function leave(row, why) {
  const who = row.querySelector(".cell-who"), held = holds(who);
  if (row.classList.contains("is-gone") && who.textContent === why) return;
  row.classList.add("is-gone");
  who.textContent = why;
  if (held) enter(row);
  heard.textContent = `${row.querySelector(".row-link").textContent}: ${why}`;
}

function take(now) {
  const row = rowOf(now.id), why = now.dataset.gone;
  if (row?.querySelector(".is-busy")) return;
  if ("mine" in now.dataset && row?.querySelector(".cell-who [name=_method]")) return; // it was taken right here
  if (why) row ? leave(row, why) : fresh.delete(now.id);
  else row ? change(row, now) : fresh.add(now.id);
}

// The number beside the head of a group is that of its rows which are still there.
// So are those of the list itself and of the navigation.
function recount() {
  for (const head of document.querySelectorAll("#inbox .group")) {
    let number = 0;
    for (let row = head.nextElementSibling; row?.matches(".line"); row = row.nextElementSibling) number += !row.matches(".is-gone");
    head.querySelector(".group-number").textContent = number;
  }
  const { value, dataset: { waiting } } = document.querySelector("#inbox-numbers data");
  const shown = document.getElementById("inbox-shown"), there = document.querySelectorAll("#inbox .line:not(.is-gone)").length;
  if (shown && value) shown.textContent = [Math.min(there, value), value].reduce((text, each) => text.replace("%s", each), shown.dataset.words);
  for (const each of document.querySelectorAll(".nav-count")) Object.assign(each, { textContent: waiting, hidden: waiting === "0" });
}

function tell() {
  const { show, word, one, several, lots: much } = bar.dataset;
  const text = lots ? much : !show || !fresh.size ? "" : fresh.size === 1 ? one : several.replace("%s", fresh.size);
  if (bar.textContent.startsWith(text) && Boolean(bar.textContent) === Boolean(text)) return;
  const link = Object.assign(document.createElement("a"), { href: show || location.href, textContent: word });
  link.dataset.key = "N";
  bar.replaceChildren(...(text ? [`${text} · `, link] : []));
}

function bring(text) {
  const root = new DOMParser().parseFromString(text, "text/html").querySelector("[data-since]");
  if (!root) return;
  Object.assign(bar.dataset, { since: root.dataset.since, seen: root.dataset.seen });
  lots ||= "many" in root.dataset;
  for (const part of root.querySelectorAll("[data-part]")) {
    const place = document.querySelector(part.dataset.part);
    if (place && !holds(place)) place.innerHTML = part.innerHTML;
  }
  root.querySelectorAll("tr[id]").forEach(take);
  recount();
  tell();
}

async function ask() {
  clearTimeout(timer);
  again = asking;
  if (document.hidden || asking) return;
  asking = true;
  const { news, since, seen = "" } = bar.dataset, address = new URL(news, location.href);
  address.searchParams.set("since", since);
  address.searchParams.set("seen", seen);
  const answer = await fetch(address, { redirect: "error" }).catch(() => null); // the line may be cut
  asking = false;
  if (answer?.status === 200) bring(await answer.text());
  bar.dataset.since = answer?.headers.get("inbox-since") ?? bar.dataset.since;
  if (!answer || answer.ok || answer.status >= 500) timer = setTimeout(ask, again ? 0 : EVERY);
}

if (bar) {
  timer = setTimeout(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("htmx:after:swap", () => (recount(), ask())); // one's own act: the numbers follow at once
}
