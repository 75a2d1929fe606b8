// The button says what will be asked for: it counts the lines that are marked as wrong while one marks them.
document.addEventListener("input", (event) => {
  const lines = event.target.closest?.("[data-observations]");
  const button = lines?.closest("form").querySelector("[data-many]");
  if (!button) return;
  const marked = [...lines.querySelectorAll("textarea")].filter((area) => area.value.trim());
  const words = button.dataset, count = marked.length;
  button.querySelector(".button-word").textContent = !count ? words.plain : count === 1 ? words.one : words.many.replace("{n}", count);
  for (const line of lines.children) line.classList.toggle("is-observed", marked.some((area) => line.contains(area)));
});
