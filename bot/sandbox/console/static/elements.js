// Interactive elements, alone (buttons, menus: a change is sent at once) or as fields of a form.
import { h } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { confirmed } from "./confirm.js";
import { fromLocal, toLocal } from "./dates.js";
import { follow } from "./links.js";
import { store, zone } from "./store.js";

const words = (text) => (text ? text.text : "");

// One element outside a form. context.act(block, element, value, drawn) sends it.
export function element(block, part, context) {
  if (part.type === "button") return button(block, part, context);
  if (part.type === "overflow") return overflow(block, part, context);
  const control = input(part, undefined, { label: words(part.placeholder) || part.action_id });
  control.dataset.testid = `action-${part.action_id}`;
  control.addEventListener("change", async () => {
    await send(block, part, context, read(part, control), control);
    if (part.type === "static_select" && !part.initial_option) control.value = ""; // a menu can be used again
  });
  return control;
}

async function send(block, part, context, value, drawn) {
  if (part.confirm && !(await confirmed(part.confirm))) return;
  drawn.setAttribute("aria-busy", "true");
  await context.act(block, part, value, drawn);
  drawn.removeAttribute("aria-busy");
}

function button(block, part, context) {
  const drawn = h(
    "button",
    {
      type: "button",
      class: `button ${part.style || ""}`,
      testid: `action-${part.action_id}`,
      "aria-label": part.accessibility_label,
      onclick: () => {
        if (drawn.getAttribute("aria-busy")) return;
        if (part.url && /^https?:/.test(part.url) && !follow(part.url)) window.open(part.url, "_blank", "noopener");
        send(block, part, context, part.value ?? null, drawn);
      },
    },
    textObject(part.text),
  );
  return drawn;
}

function overflow(block, part, context) {
  const menu = h("details", { class: "menu", testid: `action-${part.action_id}` }, h("summary", { class: "button", "aria-label": "More" }, "⋯"));
  const choose = (option) => {
    menu.open = false;
    send(block, part, context, option.value, menu);
  };
  menu.append(
    h("div", { class: "menu-items" }, part.options.map((option) => h("button", { type: "button", testid: `option-${option.value}`, onclick: () => choose(option) }, textObject(option.text)))),
  );
  return menu;
}

// An input block: label, control, hint, error.
export function field(block, context) {
  const part = block.element;
  const id = `f-${context.where}-${block.block_id}`;
  const error = context.errors?.[block.block_id];
  const group = part.type === "checkboxes" || part.type === "radio_buttons";
  const control = input(part, context.values?.[`${block.block_id} ${part.action_id}`], { id, error: error && `${id}-error`, hint: block.hint && `${id}-hint`, required: !block.optional });
  control.dataset.testid = `field-${block.block_id}`;
  // Told of with every character, or when it is changed; nobody is kept waiting meanwhile.
  const each = part.dispatch_action_config?.trigger_actions_on?.includes("on_character_entered");
  if (block.dispatch_action) control.addEventListener(each ? "input" : "change", () => (each ? context.act(block, part, read(part, control)) : send(block, part, context, read(part, control), control)));
  const label = [textObject(block.label), block.optional && h("span", { class: "optional" }, " (optional)")];
  const drawn = h(
    group ? "fieldset" : "div",
    { class: `b-input${error ? " wrong" : ""}` },
    group ? h("legend", {}, label) : h("label", { for: id }, label),
    control,
    counter(part, control),
    error && h("p", { class: "error", id: `${id}-error`, testid: `error-${block.block_id}` }, error),
    block.hint && h("p", { class: "hint", id: `${id}-hint`, dir: "auto" }, textObject(block.hint)),
  );
  drawn._read = () => read(part, control);
  drawn._block = block;
  return drawn;
}

function counter(part, control) {
  if (part.type !== "plain_text_input" || !part.max_length) return null;
  const shown = h("span", { class: "counter", dir: "ltr", "aria-hidden": "true" });
  const count = () => (shown.textContent = control.value ? `${control.value.length.toLocaleString("en-GB")} characters` : "");
  control.addEventListener("input", count);
  count();
  return shown;
}

function input(part, typed, { id, label, error, hint, required } = {}) {
  const common = {
    id,
    "aria-label": label,
    "aria-invalid": error ? "true" : null,
    "aria-describedby": [error, hint].filter(Boolean).join(" ") || null,
    "aria-required": required ? "true" : null,
  };
  return (INPUTS[part.type] || unknown)(part, typed, common);
}

const unknown = (part) => h("span", { class: "unknown" }, `Unknown element: ${part.type}`);

const INPUTS = {
  plain_text_input: (part, typed, common) => {
    const shared = { ...common, dir: "auto", placeholder: words(part.placeholder), autofocus: part.focus_on_load, value: typed ?? part.initial_value ?? "" };
    return part.multiline ? h("textarea", { ...shared, rows: "5" }) : h("input", { ...shared, type: "text", autocomplete: "off" });
  },
  static_select: (part, typed, common) => select(part, common, groups(part), typed ?? part.initial_option?.value),
  users_select: (part, typed, common) => select(part, common, [{ options: people() }], typed ?? part.initial_user),
  conversations_select: (part, typed, common) => select(part, common, [{ options: conversations() }], typed ?? part.initial_conversation),
  multi_static_select: (part, typed, common) =>
    choices(part, common, groups(part).flatMap((group) => group.options), "checkbox", typed ?? part.initial_options?.map((option) => option.value)),
  multi_users_select: (part, typed, common) => choices(part, common, people(), "checkbox", typed ?? part.initial_users),
  multi_conversations_select: (part, typed, common) => choices(part, common, conversations(), "checkbox", typed ?? part.initial_conversations),
  checkboxes: (part, typed, common) => choices(part, common, part.options, "checkbox", typed ?? part.initial_options?.map((option) => option.value)),
  radio_buttons: (part, typed, common) => choices(part, common, part.options, "radio", [typed ?? part.initial_option?.value]),
  datepicker: (part, typed, common) => h("input", { ...common, type: "date", value: typed ?? part.initial_date ?? "" }),
  timepicker: (part, typed, common) => h("input", { ...common, type: "time", value: typed ?? part.initial_time ?? "" }),
  datetimepicker: (part, typed, common) => {
    const at = typed ?? part.initial_date_time;
    return h("input", { ...common, type: "datetime-local", value: at ? toLocal(Number(at), zone()) : "" });
  },
};

const groups = (part) => part.option_groups || [{ options: part.options }];
const people = () => Object.values(store.state.slack.people).filter((person) => !person.is_bot && !person.deleted).map((person) => ({ text: { text: person.real_name }, value: person.id }));
const conversations = () => Object.values(store.state.slack.channels).filter((channel) => !channel.is_im && channel.members.includes(store.acting)).map((channel) => ({ text: { text: `#${channel.name}` }, value: channel.id }));

function select(part, common, optionGroups, chosen) {
  const draw = (option) => h("option", { value: option.value, selected: option.value === chosen }, words(option.text));
  const empty = h("option", { value: "" }, words(part.placeholder) || "Choose one");
  return h("select", common, empty, optionGroups.map((group) => (group.label ? h("optgroup", { label: words(group.label) }, group.options.map(draw)) : group.options.map(draw))));
}

let count = 0;
function choices(part, common, options, kind, chosen = []) {
  const name = `c${(count += 1)}`;
  const draw = (option) =>
    h(
      "label",
      { class: "choice" },
      h("input", { type: kind, name, value: option.value, checked: chosen?.includes(option.value), testid: `option-${option.value}` }),
      h("span", { dir: "auto" }, textObject(option.text), option.description && h("small", {}, textObject(option.description))),
    );
  return h("div", { ...common, class: "choices", role: "group" }, options.map(draw));
}

// What a person entered: a string, or a list of strings, or null for nothing.
function read(part, control) {
  const ticked = () => [...control.querySelectorAll("input:checked")].map((box) => box.value);
  if (part.type === "checkboxes" || part.type.startsWith("multi_")) return ticked();
  if (part.type === "radio_buttons") return ticked()[0] ?? "";
  if (part.type === "datetimepicker") return control.value ? String(fromLocal(control.value, zone())) : "";
  return control.value;
}
