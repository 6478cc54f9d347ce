// The rich_text block. Its text elements are shown as they are: nothing in them is parsed.
import { direction, h } from "./dom.js";
import { anchor, channelName, emoji, mention } from "./mrkdwn.js";
import { dateToken } from "./dates.js";

const CONTAINERS = {
  rich_text_section: (part) => h("div", { class: "rt-line", dir: way(part) }, inline(part.elements)),
  rich_text_quote: (part) => h("blockquote", { dir: way(part) }, inline(part.elements)),
  rich_text_preformatted: (part) => h("pre", { dir: way(part) }, inline(part.elements)),
  rich_text_list: list,
};

const way = (part) => direction(part.elements.map((element) => element.text || "").join(""));

export const richText = (containers) => containers.map((part) => CONTAINERS[part.type]?.(part));

function list(part) {
  const items = part.elements.map((item) => h("li", { dir: "auto" }, inline(item.elements)));
  const drawn = h(part.style === "ordered" ? "ol" : "ul", {}, items);
  drawn.style.setProperty("--indent", part.indent || 0);
  return drawn;
}

const INLINE = {
  text: (part) => part.text,
  link: (part) => anchor(part.url, [part.text || part.url]),
  user: (part) => mention(part.user_id),
  usergroup: (part) => h("span", { class: "mention" }, `@${part.usergroup_id}`),
  channel: (part) => channelName(part.channel_id),
  broadcast: (part) => h("span", { class: "mention loud" }, `@${part.range}`),
  emoji: (part) => emoji(part.name),
  color: (part) => h("code", {}, part.value),
  date: (part) => h("time", { title: part.fallback || "" }, dateToken(part.timestamp, part.format)),
};
const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

function inline(elements) {
  return elements.map((part) => {
    let drawn = INLINE[part.type]?.(part) ?? "";
    for (const [style, tag] of Object.entries(STYLES)) if (part.style?.[style]) drawn = h(tag, {}, drawn);
    return drawn;
  });
}
