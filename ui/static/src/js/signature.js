// A signature: drawn with finger, pen or mouse, or a name written out. It goes as a picture on the
// way of every file (uploads.js), by itself, so that the draft keeps it.
import { each, once } from "./page.js";

const INK = "#15272b", PAUSE = 900;
const unsent = new Map(); // of each pad, what it is called; it goes after a pause, or with the form

each("[data-signature]", (pad) => {
  if (!once(pad, "Signature")) return;
  const canvas = pad.querySelector("canvas"), name = pad.querySelector("[data-signature-name]");
  const pen = canvas.getContext("2d");
  let last = null, middle = null, timer = 0;

  const wipe = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pad.dataset.holds = "";
  };
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  const will = (holds, called) => {
    pad.dataset.holds = holds;
    unsent.set(pad, called);
    clearTimeout(timer);
    timer = setTimeout(() => send(pad), PAUSE);
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    clearTimeout(timer);
    if (pad.dataset.holds === "name") wipe();
    canvas.setPointerCapture(event.pointerId);
    last = middle = place(event);
    pen.fillStyle = INK;
    pen.beginPath();
    pen.arc(...last, 3, 0, 2 * Math.PI);
    pen.fill();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) {
      const next = place(each), between = [(last[0] + next[0]) / 2, (last[1] + next[1]) / 2];
      Object.assign(pen, { strokeStyle: INK, lineCap: "round", lineJoin: "round" });
      pen.lineWidth = each.pointerType === "pen" ? 2 + 5 * each.pressure : 5;
      pen.beginPath();
      pen.moveTo(...middle);
      pen.quadraticCurveTo(...last, ...between);
      pen.stroke();
      [last, middle] = [next, between];
    }
  });
  for (const ended of ["pointerup", "pointercancel"])
    canvas.addEventListener(ended, () => {
      if (!last) return;
      last = null;
      will("strokes", pad.dataset.drawn);
    });

  const write = () => {
    const words = name.value.trim().replace(/\s+/g, " ");
    if (!words) return name.focus();
    wipe();
    pen.fillStyle = INK;
    Object.assign(pen, { textAlign: "center", textBaseline: "middle" });
    for (let size = 96; size > 20; size -= 4) {
      pen.font = `italic ${size}px "Source Serif 4", Georgia, serif`;
      if (pen.measureText(words).width < canvas.width - 60) break;
    }
    pen.fillText(words, canvas.width / 2, canvas.height / 2);
    will("name", pad.dataset.written.replace("{n}", words.replace(/[\\/:*?"<>|]/g, "")));
    send(pad);
  };
  pad.querySelector("[data-signature-write]").addEventListener("click", write);
  name.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    write();
  });
  pad.querySelector("[data-signature-clear]").addEventListener("click", (event) => {
    clearTimeout(timer);
    unsent.delete(pad);
    wipe();
    name.value = "";
    for (const button of pad.closest("[data-signing]").querySelectorAll("[data-upload-id]")) button.click();
    event.currentTarget.focus();
  });
  for (const kind of ["input", "change"]) pad.addEventListener(kind, (event) => event.stopPropagation()); // it is no answer
  wipe();
});

function send(pad) {
  const called = unsent.get(pad), canvas = pad.querySelector("canvas");
  if (!unsent.delete(pad) || !pad.isConnected) return;
  const bytes = Uint8Array.from(atob(canvas.toDataURL("image/png").split(",")[1]), (char) => char.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], `${called}.png`, { type: "image/png" }));
  const input = pad.closest("[data-signing]").querySelector(".drop-input");
  input.files = carried.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

// Who sends the form right after the last stroke does not lose it: this is heard before uploads.js.
addEventListener("submit", (event) => {
  for (const pad of [...unsent.keys()]) if (event.target.contains(pad)) send(pad);
}, true);
