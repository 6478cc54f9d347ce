// Starts the page: builds the panes once, then draws them again after every change.
import { listen, onChange } from "./store.js";
import { buildPanes, drawPanes } from "./panes.js";
import { buildPublic, drawPublic } from "./public.js";
import { buildSlack, drawSlack } from "./slack.js";
import { buildTopbar, drawTopbar } from "./topbar.js";
import { drawModal } from "./modal.js";

buildTopbar();
buildPublic();
buildSlack();
buildPanes();
for (const draw of [drawTopbar, drawPublic, drawSlack, drawPanes, drawModal]) onChange(draw);
onChange(() => (document.body.dataset.ready = "yes"));
listen();

// A menu closes when one presses elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
