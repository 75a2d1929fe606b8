// What refreshes by itself does so only while it is looked at, and never under someone's hands.
document.addEventListener("htmx:before:request", (event) => {
  const part = event.target;
  if (!part.matches?.('[hx-trigger^="every"]')) return;
  const busy = document.documentElement.classList.contains("is-selecting");
  if (document.hidden || busy || part.contains(document.activeElement)) event.preventDefault();
});
