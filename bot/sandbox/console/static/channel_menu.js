// What an admin of the workspace does to a channel, and to the person who is acting: from two small menus.
import { h, icon } from "./dom.js";
import { actor, slack, store } from "./store.js";

const LOCALES = { "en-GB": "English", ar: "Arabic" };
const item = (text, testid, act) => h("button", { type: "button", testid, onclick: (event) => { event.target.closest("details").open = false; act(); } }, text);

// The menu of one channel: who is in it, and the troubles a channel can get into.
export function channelMenu(channel) {
  if (!channel || channel.is_im) return null;
  const place = { channel: channel.id };
  const there = channel.members.includes(store.state.bot_user);
  const items = [
    there ? item("Remove Earshot", "channel-remove-bot", () => slack("leave", { ...place, user: store.state.bot_user })) : item("Invite Earshot", "channel-invite-bot", () => slack("join", { ...place, user: store.state.bot_user })),
    channel.is_archived ? item("Unarchive", "channel-unarchive", () => slack("unarchive", place)) : item("Archive", "channel-archive", () => slack("archive", place)),
    channel.is_ext_shared ? item("Stop sharing", "channel-unshare", () => shared("unshare", place)) : item("Share with a partner", "channel-share", () => shared("share", place)),
    item("Leave", "channel-leave", () => slack("leave", place)),
  ];
  return h("details", { class: "menu channel-menu", testid: "channel-menu" }, h("summary", { "aria-label": "About this channel" }, icon("more")), h("div", { class: "menu-items" }, items));
}

const shared = (verb, place) => slack(verb, { ...place, user: undefined });

// What is unusual about a channel, beside its topic.
export function channelMarks(channel) {
  const marks = [];
  if (channel.is_archived) marks.push("Archived");
  if (channel.is_ext_shared) marks.push("Shared with a partner");
  if (!channel.is_im && !channel.members.includes(store.state.bot_user)) marks.push("Earshot is not here");
  return marks;
}

// The acting person's language, role and groups.
export function personMenu() {
  const person = actor();
  const groups = Object.values(store.state.slack.usergroups);
  const items = [
    ...Object.entries(LOCALES).map(([locale, name]) => item(`${person.locale === locale ? "✓ " : ""}${name}`, `person-locale-${locale}`, () => slack("person", { locale }))),
    item(`${person.is_restricted ? "✓ " : ""}Guest`, "person-guest", () => slack("person", { is_restricted: !person.is_restricted })),
    ...groups.map((group) => member(group)),
  ];
  return [h("summary", { class: "button small", testid: "person-menu" }, "Person"), h("div", { class: "menu-items" }, items)];
}

function member(group) {
  const isIn = group.users.includes(store.acting);
  const change = { usergroup: group.id, user: undefined, [isIn ? "remove" : "add"]: [store.acting] };
  return item(`${isIn ? "✓ " : ""}In @${group.handle}`, `person-group-${group.handle}`, () => slack("usergroup", change));
}
