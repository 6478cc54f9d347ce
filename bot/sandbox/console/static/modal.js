// The acting person's open modal: the top of their stack. What was typed survives an update under an unchanged block id and action id alone.
import { direction, h, icon, toast } from "./dom.js";
import { blocks } from "./blocks.js";
import { textObject } from "./mrkdwn.js";
import { inWords, slack, store } from "./store.js";

let shown = null; // {signature, viewId, typed, errors}
const drafts = new Map(); // what was typed, by view id: it is there again after "Back"

export function drawModal(state) {
  const dialog = document.getElementById("modal");
  const stack = state.slack.open_views[store.acting] || [];
  const view = stack.at(-1);
  if (!view) {
    if (dialog.open) dialog.close();
    shown = null;
    drafts.clear();
    return;
  }
  const signature = `${view.id} ${view.hash}`;
  if (shown?.signature === signature) return;
  if (shown) drafts.set(shown.viewId, entered(dialog));
  const typed = drafts.get(view.id) || {};
  shown = { signature, viewId: view.id, typed, errors: {} };
  draw(dialog, view, stack.length);
}

function draw(dialog, view, depth) {
  const context = { where: view.id, values: shown.typed, errors: shown.errors, act: (block, part, value) => act(dialog, view, block, part, value) };
  const form = h(
    "form",
    { method: "dialog", novalidate: true, dir: direction(view.title.text), onsubmit: (event) => submit(event, dialog, view, depth) },
    h("header", { class: "modal-head" }, h("span", { class: "avatar app", "aria-hidden": "true" }, "E"), h("h2", { id: "modal-title", testid: "modal-title" }, textObject(view.title)), h("button", { type: "button", class: "icon", "aria-label": "Close", testid: "modal-close", onclick: () => close(view, false) }, icon("close"))),
    h("div", { class: "modal-body", tabindex: "-1" }, blocks(view.blocks, context)),
    h("p", { class: "error modal-error", role: "alert" }),
    h(
      "footer",
      { class: "modal-foot" },
      h("button", { type: "button", class: "button", testid: "modal-cancel", onclick: () => close(view, false) }, view.close ? textObject(view.close) : depth > 1 ? "Back" : "Close"),
      view.submit && h("button", { type: "submit", class: "button primary", testid: "modal-submit" }, textObject(view.submit)),
    ),
  );
  const caret = caretIn(dialog);
  dialog.replaceChildren(form);
  dialog.oncancel = (event) => {
    event.preventDefault();
    close(view, false);
  };
  if (!dialog.open) dialog.showModal();
  if (!Object.keys(shown.errors).length && restored(caret)) return;
  (dialog.querySelector("[aria-invalid]") || dialog.querySelector("[autofocus]") || dialog.querySelector(".modal-body input, .modal-body textarea, .modal-body select") || dialog.querySelector("button[type=submit]"))?.focus();
}

// Where somebody types stays where it is when something else in the form is drawn anew.
function caretIn(dialog) {
  const at = document.activeElement;
  return at?.id && dialog.contains(at) && "selectionStart" in at ? { id: at.id, from: at.selectionStart, to: at.selectionEnd, top: dialog.querySelector(".modal-body")?.scrollTop } : null;
}

function restored(caret) {
  const control = caret && document.getElementById(caret.id);
  if (!control) return false;
  control.focus({ preventScroll: true });
  if (caret.from !== null) control.setSelectionRange(caret.from, caret.to);
  control.closest(".modal-body").scrollTop = caret.top;
  return true;
}

const fields = (dialog) => [...dialog.querySelectorAll(".b-input")];
const entered = (dialog) => Object.fromEntries(fields(dialog).map((drawn) => [`${drawn._block.block_id} ${drawn._block.element.action_id}`, drawn._read()]));

// As the simulator takes it: {block: {action: value}}.
function values(dialog) {
  return Object.fromEntries(fields(dialog).map((drawn) => [drawn._block.block_id, { [drawn._block.element.action_id]: drawn._read() }]));
}

// A character may be told of when the form has closed.
const act = (dialog, view, block, part, value) => slack("click_view", { view_id: view.id, action_id: part.action_id, block_id: block.block_id, value, values: values(dialog) }, part.type === "plain_text_input" ? ["view_not_open"] : []);

async function submit(event, dialog, view, depth) {
  event.preventDefault();
  const button = dialog.querySelector("[type=submit]");
  if (!button || button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  const typed = entered(dialog);
  const outcome = await slack("submit", { view_id: view.id, values: values(dialog) });
  button.removeAttribute("aria-busy");
  if (outcome.errors) {
    shown = { ...shown, typed, errors: outcome.errors };
    draw(dialog, view, depth);
  } else if (!outcome.ok) {
    dialog.querySelector(".modal-error").textContent = inWords(outcome.error);
    if (outcome.response_metadata) toast(outcome.response_metadata.messages.join("\n"), "bad");
  }
}

// It may have closed by itself a moment ago.
const close = (view, everything) => slack("close_view", { view_id: view.id, everything }, ["view_not_open"]);
