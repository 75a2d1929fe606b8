// The form of a visit works without a network: the page is kept by a worker whose reach is the visits
// alone, what is typed stays in this phone until the server has it, and is sent once there is a network.
export function keep(form) {
  const name = `visit:${location.pathname}`, said = form.querySelector("[data-visit-said]"), words = form.dataset;
  const read = () => JSON.parse(localStorage.getItem(name) ?? "{}");
  const fields = () => Object.fromEntries([...new FormData(form)].filter(([key]) => key !== "csrf"));
  const store = (waits) => localStorage.setItem(name, JSON.stringify({ fields: fields(), waits }));
  const tell = (text) => (said.textContent = text);
  for (const [key, value] of Object.entries(read().fields ?? {})) {
    const field = form.elements[key];
    if (field && value) field.value = value;
  }
  async function send() {
    const body = new URLSearchParams(new FormData(form));
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
    } catch {
      return tell(words.waits);
    }
    if (answer.type !== "opaqueredirect" && !answer.ok) return tell(words.refused);
    const now = await fetch(form.dataset.task, { redirect: "manual" }).catch(() => null);
    if (!now?.ok) return tell(words.refused); // sent to the sign-in page: the server has nothing yet
    localStorage.removeItem(name);
    tell(words.sent);
    location.assign(form.dataset.task);
  }
  form.addEventListener("input", () => {
    store(read().waits ?? false);
    tell(words.kept);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    store(true);
    if (navigator.onLine) send();
    else tell(words.waits);
  });
  addEventListener("online", () => read().waits && send());
  if (read().waits) navigator.onLine ? send() : tell(words.waits);
  else if (read().fields) tell(words.kept);
  const mine = form.querySelector("[data-visit-place]");
  if (navigator.geolocation && isSecureContext) mine.hidden = false;
  mine.addEventListener("click", () => navigator.geolocation.getCurrentPosition(({ coords }) => {
    form.elements["punto_inspeccion.lat"].value = coords.latitude.toFixed(6);
    form.elements["punto_inspeccion.lon"].value = coords.longitude.toFixed(6);
    store(read().waits ?? false);
  }, () => tell(words.nowhere), { enableHighAccuracy: true, timeout: 20000 }));
  navigator.serviceWorker?.register(form.dataset.worker).catch(() => {});
}
