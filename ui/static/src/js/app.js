// Enhances pages that already work without it. Each module listens on the document, so that parts
// swapped in later are served too, and keeps nothing that the server does not know.
import "htmx.org";
import "./forms.js";
import "./fields.js";
import "./uploads.js";
import "./observing.js";
import "./printing.js";
import "./selection.js";
import "./menus.js";
import "./toasts.js";
import "./keyboard.js";
import "./live.js";
import "./news.js";
import "./island.js";

document.documentElement.classList.add("js");
