// The draft keeps itself: 800 ms after the last change, over the revision that was opened. What cannot
// be kept now stays on the page and is tried again.
// `drawing`: `form()` gives what is sent, `on` and `off` say who is told of changes.
const PAUSE = 800, AGAIN = 5000;

export function keeper(frame, drawing, marks) {
  const place = frame.querySelector("[data-state] span"), words = frame.dataset;
  let waiting = 0, dirty = false, busy = false, at = 0;
  const tell = (text) => { if (place.textContent !== text) place.textContent = text; };

  async function keep(more = {}) {
    if (busy) return later(PAUSE);
    clearTimeout(waiting);
    busy = true;
    dirty = false;
    tell(words.saving);
    try {
      const body = await drawing.form();
      for (const [name, value] of Object.entries({ csrf: words.csrf, over: words.over, ...more })) body.set(name, value);
      const answer = await fetch(words.keep, { method: "POST", body, headers: { Accept: "application/json" } });
      if ([403, 404, 409, 413, 422].includes(answer.status)) return stop(words.refused);
      if (!answer.ok) throw new Error(String(answer.status));
      const said = await answer.json();
      if (said.aside) return stop(said.said);
      words.over = said.revision;
      at = Date.now();
      tell(said.said);
      await marks.refresh();
      return said;
    } catch (error) {
      dirty = true;
      tell(words.unsaved);
      later(AGAIN);
      console.error(error);
    } finally {
      busy = false;
    }
  }

  function stop(text) {
    tell(text);
    frame.querySelector("[data-state]").classList.add("is-offline");
    drawing.off(changed);
  }

  function later(pause) {
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(), pause);
  }

  function changed() {
    dirty = true;
    later(PAUSE);
  }

  // A press that changes rows: waits for what is being kept.
  async function now(more) {
    while (busy) await new Promise((done) => setTimeout(done, 50));
    return keep(more);
  }

  drawing.on(changed);
  setInterval(() => {
    const seconds = Math.round((Date.now() - at) / 1000);
    if (at && !dirty && !busy && seconds < 60) tell(words.just.replace("%s", seconds));
  }, 1000);
  addEventListener("beforeunload", (event) => { if (dirty || busy) event.preventDefault(); });
  return { now };
}
