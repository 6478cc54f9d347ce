// On a phone one pane is shown at a time; the bar at the bottom chooses which.
import { h, icon } from "./dom.js";
import { redraw, store } from "./store.js";

const PANES = { public: ["people", "Customers"], channels: ["hash", "Channels"], messages: ["chat", "Messages"], thread: ["thread", "Thread"], phone: ["phone", "Phone"] };
const buttons = {};

export function buildPanes() {
  const bar = document.getElementById("bottombar");
  for (const [id, [sign, label]] of Object.entries(PANES)) {
    buttons[id] = h("button", { type: "button", testid: `pane-${id}`, onclick: () => showPane(id) }, icon(sign), label);
    bar.append(buttons[id]);
  }
  showPane("public");
}

export function showPane(id) {
  document.body.dataset.pane = id;
  for (const [name, button] of Object.entries(buttons)) button.setAttribute("aria-current", name === id ? "page" : "false");
  if (innerWidth <= 900) redraw();
}

export function drawPanes() {
  buttons.thread.disabled = !store.thread;
  buttons.phone.hidden = !store.phone;
  if (!store.thread && document.body.dataset.pane === "thread") showPane("messages");
}
