// The small question Slack asks before it sends a press with a confirmation.
import { direction, h } from "./dom.js";
import { textObject } from "./mrkdwn.js";

export function confirmed(question) {
  const dialog = document.getElementById("confirm");
  return new Promise((answer) => {
    const close = (yes) => {
      dialog.close();
      answer(yes);
    };
    dialog.dir = direction(question.title.text);
    dialog.replaceChildren(
      h("h2", { id: "confirm-title" }, textObject(question.title)),
      h("div", { class: "confirm-text", dir: "auto" }, textObject(question.text)),
      h(
        "div",
        { class: "confirm-buttons" },
        h("button", { type: "button", class: "button", testid: "confirm-no", onclick: () => close(false) }, textObject(question.deny)),
        h("button", { type: "button", class: `button ${question.style === "danger" ? "danger" : "primary"}`, testid: "confirm-yes", onclick: () => close(true) }, textObject(question.confirm)),
      ),
    );
    dialog.oncancel = () => answer(false);
    dialog.showModal();
  });
}
