// Block Kit as Slack draws it. `context` says where the blocks stand and what a press does:
// {act(block, element, value, button), values, errors, where}.
import { h } from "./dom.js";
import { mrkdwn, textObject } from "./mrkdwn.js";
import { richText } from "./rich_text.js";
import { element as drawElement, field } from "./elements.js";

export function blocks(list, context) {
  return list.map((block) => {
    const draw = DRAW[block.type];
    const drawn = draw ? draw(block, context) : h("p", { class: "unknown" }, `Unknown block: ${block.type}`);
    drawn.dataset.block = block.block_id || "";
    return drawn;
  });
}

const DRAW = {
  header: (block) => h("h3", { class: "b-header", dir: "auto" }, textObject(block.text)),
  divider: () => h("hr", { class: "b-divider" }),
  section,
  context: (block) =>
    h("div", { class: "b-context" }, block.elements.map((part) => (part.type === "image" ? picture(part, "small") : h("span", { dir: "auto" }, textObject(part))))),
  actions: (block, context) => h("div", { class: "b-actions" }, block.elements.map((part) => drawElement(block, part, context))),
  rich_text: (block) => h("div", { class: "b-rich" }, richText(block.elements)),
  image: (block) => h("figure", { class: "b-image" }, block.title && h("figcaption", { dir: "auto" }, textObject(block.title)), picture(block, "wide")),
  markdown: (block) => h("div", { class: "b-section", dir: "auto" }, mrkdwn(block.text.replace(/\*\*(.+?)\*\*/g, "*$1*"))),
  input: (block, context) => field(block, context),
};

function section(block, context) {
  return h(
    "div",
    { class: "b-section" },
    h(
      "div",
      { class: "b-words" },
      block.text && h("div", { dir: "auto" }, textObject(block.text)),
      block.fields && h("div", { class: "b-fields" }, block.fields.map((part) => h("div", { dir: "auto" }, textObject(part)))),
    ),
    block.accessory && h("div", { class: "b-accessory" }, block.accessory.type === "image" ? picture(block.accessory, "thumb") : drawElement(block, block.accessory, context)),
  );
}

// Pictures uploaded to the workspace are shown; addresses elsewhere are only named.
function picture(part, kind) {
  const file = part.slack_file?.id || fileId(part.slack_file?.url || part.image_url || "");
  if (file) return h("img", { class: `picture ${kind}`, src: `/slack/files/${file}`, alt: part.alt_text });
  return h("span", { class: `picture missing ${kind}`, role: "img", "aria-label": part.alt_text }, part.alt_text);
}

const fileId = (address) => address.match(/\/slack\/files\/(\w+)/)?.[1];
