// Slack's mrkdwn as nodes. Nothing is ever parsed as HTML.
import { h } from "./dom.js";
import { dateToken } from "./dates.js";
import { follow } from "./links.js";
import { store } from "./store.js";

const EMOJI = {
  white_check_mark: "✅", warning: "⚠️", rotating_light: "🚨", hourglass_flowing_sand: "⏳", eyes: "👀",
  large_green_circle: "🟢", large_orange_circle: "🟠", red_circle: "🔴", bell: "🔔", lock: "🔒",
  speech_balloon: "💬", memo: "📝", x: "❌", wave: "👋", pray: "🙏", "+1": "👍", thumbsup: "👍",
  heavy_check_mark: "✔️", clock3: "🕒", bar_chart: "📊", information_source: "ℹ️", smile: "😄",
};

export const emoji = (name) => EMOJI[name] || `:${name}:`;
export const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

// A text object: {type, text, verbatim}.
export function textObject(text) {
  if (!text) return [];
  return text.type === "mrkdwn" ? mrkdwn(text.text) : plain(text.text, text.emoji !== false);
}

function plain(text, withEmoji) {
  return [withEmoji ? unescape(text).replace(/:([a-z0-9_+-]+):/g, (all, name) => EMOJI[name] || all) : unescape(text)];
}

export function mrkdwn(text) {
  const nodes = [];
  for (const [index, chunk] of text.split("```").entries()) {
    if (index % 2) nodes.push(h("pre", { dir: "auto" }, unescape(chunk.replace(/^\n|\n$/g, ""))));
    else nodes.push(...lines(chunk));
  }
  return nodes;
}

function lines(text) {
  const nodes = [];
  let quoted = [];
  const flush = () => {
    if (quoted.length) nodes.push(h("blockquote", { dir: "auto" }, quoted));
    quoted = [];
  };
  for (const [index, line] of text.split("\n").entries()) {
    const quote = line.match(/^(?:&gt;|>) ?(.*)$/);
    if (quote) {
      if (quoted.length) quoted.push(h("br"));
      quoted.push(...inline(quote[1]));
      continue;
    }
    const wasQuote = quoted.length > 0;
    flush();
    if (index && !wasQuote) nodes.push(h("br"));
    nodes.push(...inline(line));
  }
  flush();
  return nodes;
}

const INLINE = /<([^<>]+)>|`([^`]+)`|(?<![\w*])\*([^*\n]+)\*(?![\w*])|(?<![\w_])_([^_\n]+)_(?![\w_])|(?<![\w~])~([^~\n]+)~(?![\w~])|:([a-z0-9_+-]+):/g;

function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) nodes.push(unescape(text.slice(end, match.index)));
    end = match.index + match[0].length;
    const [whole, entity, code, bold, italic, strike, name] = match;
    if (entity !== undefined) nodes.push(reference(entity));
    else if (code !== undefined) nodes.push(h("code", {}, unescape(code)));
    else if (bold !== undefined) nodes.push(h("strong", {}, inline(bold)));
    else if (italic !== undefined) nodes.push(h("em", {}, inline(italic)));
    else if (strike !== undefined) nodes.push(h("s", {}, inline(strike)));
    else nodes.push(EMOJI[name] || whole);
  }
  if (end < text.length) nodes.push(unescape(text.slice(end)));
  return nodes;
}

function reference(entity) {
  const [target, label] = split(entity);
  if (target.startsWith("@")) return mention(target.slice(1));
  if (target.startsWith("#")) return channelName(target.slice(1), label);
  if (target.startsWith("!date^")) {
    const [, seconds, pattern, link] = target.split("^");
    const time = h("time", { title: unescape(label || "") }, dateToken(Number(seconds), pattern));
    return link ? anchor(link, [time]) : time;
  }
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, label || "@group");
  if (target.startsWith("!")) return h("span", { class: "mention loud" }, `@${target.slice(1)}`);
  return anchor(unescape(target), [unescape(label || target)]);
}

function split(entity) {
  const bar = entity.indexOf("|");
  return bar < 0 ? [entity, ""] : [entity.slice(0, bar), entity.slice(bar + 1)];
}

export function mention(user) {
  const person = store.state.slack.people[user];
  const own = user === store.acting ? " own" : "";
  return h("span", { class: `mention${own}` }, `@${person ? person.real_name : user}`);
}

export function channelName(id, label = "") {
  const channel = store.state.slack.channels[id];
  return h("span", { class: "mention" }, `#${channel?.name || label || id}`);
}

export function anchor(address, children) {
  const safe = /^(https?:|mailto:)/.test(address);
  const open = (event) => follow(address) && event.preventDefault();
  return h("a", safe ? { href: address, target: "_blank", rel: "noreferrer noopener", onclick: open } : {}, children);
}
