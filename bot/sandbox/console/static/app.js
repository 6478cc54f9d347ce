// Starts the page: builds the panes once, then draws them again after every change.
import { listen, onChange } from "./store.js";
import { opensWith } from "./links.js";
import { buildPanes, drawPanes } from "./panes.js";
import { buildPhone, drawPhone } from "./phone.js";
import { playAlong } from "./phone_story.js";
import { buildPublic, drawPublic, showPost } from "./public.js";
import { buildSlack, drawSlack, openCase } from "./slack.js";
import { buildTopbar, drawTopbar } from "./topbar.js";
import { drawModal } from "./modal.js";

opensWith({ openCase, showPost });
buildTopbar();
buildPublic();
buildPhone();
buildSlack();
buildPanes();
for (const draw of [drawTopbar, drawPublic, drawPhone, drawSlack, drawPanes, drawModal]) onChange(draw);
onChange(playAlong);
onChange(() => (document.body.dataset.ready = "yes"));
listen();

// A menu closes when one presses elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
