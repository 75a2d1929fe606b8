// A sheet is printed with one press; without script, by the browser's own menu.
import { each } from "./page.js";

each("[data-print]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});
