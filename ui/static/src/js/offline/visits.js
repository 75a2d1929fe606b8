// Keeps the pages of visits, and what they are drawn with, for when there is no network. A page comes from
// the server whenever it can; what has the hash of its content in its name is never asked for twice.
const SHELF = "visits-1";

async function keep(request, answer) {
  if (answer.ok && answer.type === "basic") (await caches.open(SHELF)).put(request, answer.clone());
  return answer;
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event, { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith("/static/")) {
    event.respondWith(caches.match(request).then((found) => found ?? fetch(request).then((answer) => keep(request, answer))));
  } else if (request.mode === "navigate") {
    event.respondWith(fetch(request).then((answer) => keep(request, answer)).catch(async () => (await caches.match(request)) ?? Response.error()));
  }
});
