// The Slack side: channels, the messages of one, the thread beside it.
import { direction, h, icon, keyed } from "./dom.js";
import { dayName, timeOf } from "./dates.js";
import { blocks } from "./blocks.js";
import { drawMessage } from "./message.js";
import { channelMarks, channelMenu } from "./channel_menu.js";
import { composer } from "./composer.js";
import { actor, keep, redraw, slack, store, zone } from "./store.js";
import { showPane } from "./panes.js";

const HOME = "home";
const parts = {};

export function buildSlack() {
  parts.workspace = h("div", { class: "workspace" }, "Sandbox Banks");
  parts.list = h("ul", { class: "channel-list" });
  document.getElementById("channels").append(parts.workspace, parts.list);
  parts.title = h("h2", { testid: "channel-title" });
  parts.topic = h("p", { class: "topic" });
  parts.zone = h("p", { class: "topic zone" });
  parts.menu = h("div", { class: "channel-menu-place" });
  parts.feed = h("div", { class: "feed", role: "log", "aria-label": "Messages", tabindex: "0", testid: "feed" });
  keepAtEnd(parts.feed);
  parts.home = h("div", { class: "feed home", testid: "home", hidden: true });
  parts.composer = composer({ testid: "composer", label: "Write a message", channel: () => store.channel, thread: () => null });
  document.getElementById("messages").append(h("header", { class: "pane-head" }, h("div", {}, parts.title, parts.topic), parts.zone, parts.menu), parts.feed, parts.home, parts.composer);
  parts.threadFeed = h("div", { class: "feed", role: "log", "aria-label": "Thread", tabindex: "0", testid: "thread-feed" });
  keepAtEnd(parts.threadFeed);
  parts.threadTitle = h("p", { class: "topic" });
  parts.threadComposer = composer({ testid: "thread-composer", label: "Write a note in the thread", channel: () => store.thread?.channel, thread: () => store.thread?.ts });
  const close = h("button", { type: "button", class: "icon", "aria-label": "Close the thread", testid: "thread-close", onclick: closeThread }, icon("close"));
  document.getElementById("thread").append(h("header", { class: "pane-head" }, h("div", {}, h("h2", {}, "Thread"), parts.threadTitle), close), parts.threadFeed, parts.threadComposer);
}

export function drawSlack(state) {
  const channels = Object.values(state.slack.channels).filter((channel) => channel.members.includes(store.acting));
  if (store.channel !== HOME && !channels.some((channel) => channel.id === store.channel)) keep("channel", channels[0]?.id || HOME);
  parts.zone.textContent = `Times in ${zone().split("/").at(-1).replace("_", " ")}`;
  drawChannels(state, channels);
  drawFeed(state);
  drawThread(state);
}

function drawChannels(state, channels) {
  const rooms = channels.filter((channel) => !channel.is_im);
  const direct = channels.filter((channel) => channel.is_im);
  const row = (id, sign, label, testid, unread) => ({
    key: id,
    sig: JSON.stringify([label, unread, id === store.channel]),
    build: () =>
      h("li", {}, h("button", { type: "button", class: `channel${unread ? " unread" : ""}`, testid, "aria-current": id === store.channel ? "page" : null, onclick: () => openChannel(id) }, icon(sign), h("span", { class: "channel-name" }, label), unread > 0 && h("span", { class: "pill", "aria-label": `${unread} unread` }, unread > 99 ? "99+" : String(unread)))),
  });
  const heading = (key, text) => ({ key, sig: text, build: () => h("li", { class: "channel-heading" }, text) });
  keyed(parts.list, [
    heading("h-channels", "Channels"),
    ...rooms.map((channel) => row(channel.id, channel.is_private ? "lock" : "hash", channel.name, `channel-${channel.name}`, unread(state, channel.id))),
    heading("h-apps", "Apps"),
    row(HOME, "home", "Earshot Home", "home-tab", 0),
    ...direct.map((channel) => row(channel.id, "mail", "Earshot messages", "direct-messages", unread(state, channel.id))),
  ]);
}

const lastRead = (channel) => store.read[`${store.acting} ${channel}`] || "0";
const later = (a, b) => Number(a) > Number(b);

function unread(state, channel) {
  if (channel === store.channel) return 0;
  return state.slack.messages[channel].filter((message) => message.user !== store.acting && later(message.ts, lastRead(channel))).length;
}

function markRead(channel, messages) {
  const last = messages.at(-1)?.ts;
  if (!last || !later(last, lastRead(channel))) return;
  keep("read", { ...store.read, [`${store.acting} ${channel}`]: last });
}

function openChannel(id) {
  keep("channel", id);
  if (store.thread && store.thread.channel !== id) store.thread = null;
  if (id === HOME) slack("open_home", {});
  redraw();
  parts.feed.scrollTop = parts.feed.scrollHeight;
  showPane("messages");
}

function drawFeed(state) {
  const home = store.channel === HOME;
  parts.feed.hidden = parts.composer.hidden = home;
  parts.home.hidden = !home;
  const channel = state.slack.channels[store.channel];
  keyed(parts.menu, home || channel.is_im ? [] : [{ key: channel.id, sig: JSON.stringify(channel), build: () => channelMenu(channel) }]);
  if (home) return drawHome(state);
  parts.title.textContent = channel.is_im ? "Earshot" : `${channel.is_private ? "" : "#"}${channel.name}`;
  parts.topic.textContent = channel.is_im ? "Direct messages" : [channel.is_private && "Private", ...channelMarks(channel), channel.topic?.value].filter(Boolean).join(" · ");
  parts.composer._place(`Write in ${channel.is_im ? "Earshot" : `#${channel.name}`}`);
  const all = state.slack.messages[channel.id];
  const roots = all.filter((message) => !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast");
  fill(parts.feed, [...roots, ...whispers(state, channel.id, null)], channel.id, false);
  if (document.body.dataset.pane === "messages" || innerWidth > 900) markRead(channel.id, all);
}

function drawHome(state) {
  parts.title.textContent = "Earshot";
  parts.topic.textContent = `Home of ${actor().real_name}`;
  const view = state.slack.homes[store.acting];
  const context = { where: "home", act: (block, part, value) => slack("click_view", { view_id: view.id, action_id: part.action_id, block_id: block.block_id, value }) };
  const empty = () => h("p", { class: "empty" }, "Nothing here yet. Earshot fills this tab when it is opened.");
  keyed(parts.home, [{ key: "home", sig: `${store.acting} ${view?.hash}`, build: () => (view ? h("div", { class: "blocks", dir: layout(view) }, blocks(view.blocks, context)) : empty()) }]);
}

// The tab reads the way its own words do: those of its first button.
const layout = (view) => direction(view.blocks.find((block) => block.elements)?.elements[0].text?.text || "");

// Ephemeral messages of this person in this place.
function whispers(state, channel, thread) {
  return state.slack.ephemerals
    .filter((message) => message.channel === channel && message.user === store.acting && (message.thread_ts || null) === thread && !store.dismissed.has(message.ts))
    .map((message) => ({ ...message, whisper: true, user: state.bot_user }));
}

function openThread(channel, ts) {
  store.thread = { channel, ts };
  redraw();
  parts.threadFeed.scrollTop = parts.threadFeed.scrollHeight;
  showPane("thread");
}

// Opens a case from a link to it; false when this person cannot see it.
export function openCase(channel, ts) {
  const isMember = store.state.slack.channels[channel]?.members.includes(store.acting);
  if (!isMember || !store.state.slack.messages[channel]?.some((message) => message.ts === ts)) return false;
  if (store.channel !== channel) openChannel(channel);
  openThread(channel, ts);
  return true;
}

function closeThread() {
  store.thread = null;
  redraw();
  showPane("messages");
}

function drawThread(state) {
  const pane = document.getElementById("thread");
  const place = store.thread && state.slack.messages[store.thread.channel];
  const found = place?.filter((message) => message.ts === store.thread.ts || message.thread_ts === store.thread.ts) || [];
  pane.hidden = found.length === 0;
  document.body.classList.toggle("with-thread", found.length > 0);
  if (!found.length) return;
  const channel = state.slack.channels[store.thread.channel];
  parts.threadTitle.textContent = channel.is_im ? "Earshot" : `#${channel.name}`;
  parts.threadComposer._place("A note; it stays inside the bank");
  fill(parts.threadFeed, [...found, ...whispers(state, store.thread.channel, store.thread.ts)], store.thread.channel, true);
}

// Draws messages in order of time, with a line between days; stays at the end if it was there.
function fill(feed, messages, channel, inThread) {
  const atEnd = isAtEnd(feed);
  const items = [];
  let day = "";
  let before = null;
  for (const message of messages.sort((a, b) => Number(a.ts) - Number(b.ts))) {
    const ms = Number(message.ts) * 1000;
    if (!inThread && dayName(ms) !== day) {
      day = dayName(ms);
      const label = day;
      items.push({ key: `day-${ms}`, sig: label, build: () => h("div", { class: "day", role: "separator" }, h("span", {}, label)) });
      before = null;
    }
    const joined = before && before.user === message.user && !before.whisper && !message.whisper && !message.blocks?.some((block) => block.type === "actions") && !inThread && ms - Number(before.ts) * 1000 < 3e5 && message.user !== store.state.bot_user;
    items.push({ key: message.ts, sig: JSON.stringify([message, store.acting, joined, inThread, timeOf(ms), today()]), build: () => drawMessage(message, { channel, inThread, joined, openThread: (ts) => openThread(channel, ts) }) });
    before = message;
  }
  if (!items.length) items.push({ key: "empty", sig: "", build: () => h("p", { class: "empty" }, "Nothing has been written here yet.") });
  keyed(feed, items);
  if (atEnd) feed.scrollTop = feed.scrollHeight;
}

const isAtEnd = (feed) => feed.scrollHeight - feed.scrollTop - feed.clientHeight < 80;

// Whoever reads the newest goes on reading it when the window or the pane changes.
function keepAtEnd(feed) {
  let atEnd = true;
  feed.addEventListener("scroll", () => feed.clientHeight && (atEnd = isAtEnd(feed)));
  new ResizeObserver(() => atEnd && (feed.scrollTop = feed.scrollHeight)).observe(feed);
}

const today = () => dayName(store.state.now * 1000 - 864e5 * 3) + dayName(store.state.now * 1000);
