// One message: who, when, the blocks or the text, files, reactions, replies, and its menu.
import { avatar, direction, h, icon } from "./dom.js";
import { timeOf, when } from "./dates.js";
import { blocks } from "./blocks.js";
import { emoji, mrkdwn, unescape } from "./mrkdwn.js";
import { redraw, slack, store } from "./store.js";

// `openThread(ts)` shows the thread of a message of this channel.
export function drawMessage(message, { channel, inThread, joined, openThread }) {
  const state = store.state;
  const isApp = message.user === state.bot_user || message.bot_id;
  const gone = message.subtype === "tombstone";
  const person = state.slack.people[message.user];
  const name = isApp ? "Earshot" : person?.real_name || "Deleted";
  const ms = Number(message.ts) * 1000;
  const body = h("div", { class: "message-body" });
  body.append(
    ...[
      !joined && h("div", { class: "message-head" }, h("strong", {}, name), isApp && h("span", { class: "badge app" }, "App"), person && label(person), h("time", { title: when(ms) }, timeOf(ms))),
      message.whisper && h("p", { class: "whisper-note" }, "Only visible to you ", h("button", { type: "button", class: "link", onclick: () => dismiss(message.ts) }, "Dismiss")),
      content(message, channel, gone),
      (message.files || []).map(file),
      message.reactions?.length > 0 && h("div", { class: "reactions" }, message.reactions.map((reaction) => h("span", { class: "reaction" }, `${emoji(reaction.name)} ${reaction.count}`))),
      !inThread && message.reply_count > 0 && repliesButton(message, openThread),
    ]
      .flat()
      .filter(Boolean),
  );
  return h("article", { class: `message${joined ? " joined" : ""}${message.whisper ? " whisper" : ""}${gone ? " gone" : ""}`, testid: `message-${message.ts}`, "aria-label": `${name}, ${when(ms)}` }, joined ? h("span", { class: "gutter" }, timeOf(ms)) : avatar(name, isApp ? "app" : ""), body, !message.whisper && !gone && menu(message, { channel, inThread, openThread }, body));
}

function label(person) {
  if (person.is_restricted) return h("span", { class: "badge" }, "Guest");
  return person.team_id !== store.state.slack.people[store.state.bot_user].team_id ? h("span", { class: "badge" }, "External") : null;
}

function content(message, channel, gone) {
  if (gone) return h("p", { class: "tombstone" }, "This message was deleted.");
  const edited = message.edited && !message.bot_id && h("span", { class: "edited" }, " (edited)");
  // What people type comes with a rich_text block of the same words; the text keeps their mentions.
  if (!message.bot_id || !message.blocks?.length) return message.text ? h("div", { class: "message-text", dir: "auto" }, mrkdwn(message.text), edited) : null;
  const context = { where: message.ts, act: (block, part, value) => slack("click", { channel, ts: message.ts, action_id: part.action_id, block_id: block.block_id, value }) };
  return h("div", { class: "blocks", dir: layout(message) }, blocks(message.blocks, context));
}

// What only one person reads is in their language; what a channel reads keeps one layout for all.
function layout(message) {
  const alone = message.whisper || store.state.slack.channels[store.channel]?.is_im;
  return alone && direction(message.text || "") === "rtl" ? "rtl" : null;
}

function file(shared) {
  const address = `/slack/files/${shared.id}`;
  if (shared.mimetype.startsWith("image/")) return h("figure", { class: "b-image" }, h("figcaption", {}, shared.title), h("img", { class: "picture wide", src: address, alt: shared.alt_txt || shared.title }));
  return h("a", { class: "file", href: address, download: shared.name }, `📄 ${shared.title}`);
}

function repliesButton(message, openThread) {
  const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  return h("button", { type: "button", class: "replies-button", testid: `thread-${message.ts}`, onclick: () => openThread(message.ts) }, h("strong", {}, words), h("span", {}, message.latest_reply ? `Last ${when(Number(message.latest_reply) * 1000)}` : ""));
}

function dismiss(ts) {
  store.dismissed.add(ts);
  redraw();
}

function menu(message, { channel, inThread, openThread }, body) {
  const own = message.user === store.acting;
  const item = (text, testid, act) => h("button", { type: "button", testid, onclick: (event) => { event.target.closest("details").open = false; act(); } }, text);
  const items = [
    !inThread && item("Reply in thread", `open-thread-${message.ts}`, () => openThread(message.thread_ts || message.ts)),
    ...store.state.slack.shortcuts.map((shortcut) => item(shortcut.name, `shortcut-${shortcut.callback_id}`, () => slack("shortcut", { channel, ts: message.ts, callback_id: shortcut.callback_id }))),
    own && item("Edit message", `edit-message-${message.ts}`, () => edit(message, channel, body)),
    own && item("Delete message", `delete-message-${message.ts}`, () => slack("delete_message", { channel, ts: message.ts })),
  ].filter(Boolean);
  if (!items.length) return null;
  return h("details", { class: "menu message-menu", testid: `menu-${message.ts}` }, h("summary", { "aria-label": "More actions" }, icon("more")), h("div", { class: "menu-items" }, items));
}

function edit(message, channel, body) {
  const text = h("textarea", { rows: "2", dir: "auto", "aria-label": "Message", testid: "edit-text", value: typed(message.text) });
  const form = h("form", { class: "small-form" }, text, h("div", { class: "row end" }, h("button", { type: "button", class: "button small", onclick: () => form.remove() }, "Cancel"), h("button", { type: "submit", class: "button small primary", testid: "edit-save" }, "Save")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    slack("edit_message", { channel, ts: message.ts, text: text.value, typed: true });
  });
  body.append(form);
  text.focus();
}

const typed = (text) => unescape(text.replace(/<@(\w+)>/g, (all, id) => `@${store.state.slack.people[id]?.real_name || id}`).replace(/<(https?:[^>|]+)(\|[^>]*)?>/g, "$1"));
