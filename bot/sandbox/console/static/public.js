// The customers' side: what they and the banks' accounts say on X and on Facebook, in public and in private.
import { avatar, clearOf, direction, h, keyed, toast } from "./dom.js";
import { when } from "./dates.js";
import { showPane } from "./panes.js";
import { chatLinkIn, withChatLinks } from "./chat_links.js";
import { drawTalks, privateForm } from "./private.js";
import { post, store } from "./store.js";

const TABS = { x: "X", facebook: "Facebook", private: "Private" };
const LONDON = "Europe/London";
const parts = { forms: {} };

export function buildPublic() {
  parts.tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Where customers write" }, Object.entries(TABS).map(([id, label]) => h("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": "public-list", testid: `public-tab-${id}`, onclick: () => choose(id) }, label, h("span", { class: "count" }))));
  parts.title = h("h2", {}, "Customers");
  for (const id of Object.keys(TABS)) parts.forms[id] = id === "private" ? privateForm() : composer(id);
  parts.list = h("div", { class: "public-list", id: "public-list", role: "tabpanel", testid: "public-list", tabindex: "0" });
  const head = h("header", { class: "pane-head" }, parts.title, parts.tabs);
  new ResizeObserver(fitTitle).observe(head);
  document.getElementById("public").append(head, ...Object.values(parts.forms), parts.list);
}

// It stands there where the tabs leave room for it.
function fitTitle() {
  parts.title.hidden = false;
  parts.title.hidden = parts.title.scrollWidth > parts.title.clientWidth;
}

function choose(id) {
  store.publicTab = id;
  drawPublic(store.state);
  parts.list.scrollTop = 0;
}

// Brings a post into view and marks it for a moment; false when it is not there.
export function showPost(kind, id) {
  showPane("public");
  choose(kind);
  const shown = parts.list.querySelector(`[data-testid="${kind}-post-${CSS.escape(id)}"]`);
  if (!shown) return false;
  shown.scrollIntoView({ block: "center" });
  shown.classList.add("found");
  setTimeout(() => shown.classList.remove("found"), 2500);
  return true;
}

export function drawPublic(state) {
  for (const [id, form] of Object.entries(parts.forms)) {
    form.hidden = id !== store.publicTab;
    fillBrands(form, state);
  }
  for (const tab of parts.tabs.children) {
    const id = tab.id.slice(4);
    tab.setAttribute("aria-selected", String(id === store.publicTab));
    tab.querySelector(".count").textContent = state[id].length || "";
  }
  fitTitle();
  parts.list.setAttribute("aria-labelledby", `tab-${store.publicTab}`);
  if (store.publicTab === "private") return drawTalks(parts.list, state.private);
  const items = store.publicTab === "x" ? state.x.map(fromX) : state.facebook.map(fromFacebook);
  const threads = grouped(items).map((thread) => ({ key: `${store.publicTab}-${thread.root.id}`, sig: JSON.stringify(thread) + when(Date.parse(thread.root.at), LONDON), build: () => draw(thread) }));
  keyed(parts.list, threads.length ? threads : [{ key: "empty", sig: "", build: empty }]);
}

const empty = () => h("p", { class: "empty" }, "Nobody has written yet. Write as a customer above, or play a story.");

const fromX = (post) => ({
  id: post.id, thread: post.conversation_id, parent: post.in_reply_to, author: post.author, handle: `@${post.username}`,
  bank: post.is_bank, text: post.said || post.text, at: post.at, edited: post.edited, gone: post.deleted, hidden: post.hidden,
  note: post.repost_of ? "Reposted" : post.quote_of ? "Quoted a post" : "",
});

const fromFacebook = (item) => ({
  id: item.id, thread: item.post_id, parent: item.parent_id, author: item.author, handle: item.parent_id ? "" : `on ${item.page}’s Page`,
  bank: item.is_bank, text: item.text, at: item.at, edited: item.edited, gone: item.removed, hidden: item.hidden, note: "",
});

// Threads, the one with the latest word first; replies below their parent, oldest first.
function grouped(items) {
  const byId = new Map(items.map((item) => [item.id, item]));
  const threads = new Map();
  for (const item of [...items].reverse()) {
    const root = byId.has(item.thread) ? item.thread : item.id;
    if (!threads.has(root)) threads.set(root, { root: byId.get(root), replies: [], last: item.at });
    const thread = threads.get(root);
    if (item.id !== root) thread.replies.push(item);
    if (item.at > thread.last) thread.last = item.at;
  }
  return [...threads.values()].filter((thread) => !(thread.root.gone && !thread.replies.length && thread.root.hidden)).sort((a, b) => (a.last < b.last ? 1 : -1));
}

function draw({ root, replies }) {
  return h("article", { class: "public-thread" }, drawPost(root, false), replies.length > 0 && h("div", { class: "replies" }, replies.map((reply) => drawPost(reply, true))));
}

function drawPost(item, isReply) {
  const kind = store.publicTab;
  const slot = h("div", {});
  const actions = item.gone
    ? null
    : h(
        "div",
        { class: "post-actions" },
        h("button", { type: "button", class: "link", testid: `reply-${item.id}`, onclick: () => toggle(slot, () => replyForm(kind, item, slot)) }, kind === "x" ? "Reply" : "Comment"),
        !item.bank && h("button", { type: "button", class: "link", testid: `edit-${item.id}`, onclick: () => toggle(slot, () => editForm(kind, item, slot)) }, "Edit"),
        !item.bank && h("button", { type: "button", class: "link", testid: `delete-${item.id}`, onclick: () => act(`${kind}_delete`, { id: item.id }) }, "Delete"),
      );
  return h(
    "div",
    { class: `post${item.bank ? " bank" : ""}${isReply ? " reply" : ""}${item.gone ? " gone" : ""}`, testid: `${kind}-post-${item.id}` },
    avatar(item.author, item.bank ? "bank" : ""),
    h(
      "div",
      { class: "post-body" },
      h("div", { class: "post-head" }, h("strong", { dir: "auto" }, item.author), item.bank && h("span", { class: "badge" }, "Bank"), item.handle && h("span", { class: "handle" }, item.handle), h("time", { datetime: item.at }, when(Date.parse(item.at), LONDON))),
      item.note && h("p", { class: "post-note" }, item.note),
      item.gone ? h("p", { class: "post-text" }, "This post was taken down.") : h("p", { class: "post-text", dir: direction(item.text) }, item.bank ? withChatLinks(item.text, () => where(kind, item)) : item.text),
      h("div", { class: "post-foot" }, item.edited && !item.gone && h("span", {}, "Edited"), item.hidden && h("span", {}, "Hidden by the bank"), actions),
      slot,
    ),
  );
}

// Whose phone a link in this answer opens on, and where they would send a code.
const where = (kind, item) => ({ customer: lastCustomer(kind, item), channel: kind, parent: item.id, brand: "" });

// The newest link into the secure chat that this customer was sent, shown where it stands.
export function newestChatLink(customer, but) {
  const spots = [
    ...store.state.private.filter((message) => message.is_bank && message.customer === customer).map((message) => ({ tab: "private", at: message.at, words: message.text, where: { customer, channel: message.channel } })),
    ...["x", "facebook"].flatMap((kind) => store.state[kind].map(kind === "x" ? fromX : fromFacebook).filter((item) => item.bank && lastCustomer(kind, item) === customer).map((item) => ({ tab: kind, at: item.at, words: item.text, where: where(kind, item) }))),
  ];
  const newest = spots.filter((spot) => chatLinkIn(spot.words) && !but.has(chatLinkIn(spot.words))).sort((a, b) => (Date.parse(a.at) < Date.parse(b.at) ? 1 : -1))[0];
  if (!newest) return null;
  choose(newest.tab);
  return { address: chatLinkIn(newest.words), where: newest.where };
}

function toggle(slot, build) {
  if (slot.firstChild) return slot.replaceChildren();
  const form = build();
  slot.replaceChildren(form);
  form.querySelector("textarea").focus();
}

function composer(kind) {
  const name = h("input", { type: "text", id: `name-${kind}`, testid: `customer-name-${kind}`, autocomplete: "off", dir: "auto", value: "Rosa Lind" });
  const brand = h("select", { id: `brand-${kind}`, testid: `customer-brand-${kind}` });
  const text = h("textarea", { id: `text-${kind}`, testid: `customer-text-${kind}`, rows: "2", dir: "auto", placeholder: kind === "x" ? "What would a customer say?" : "Write on the Page" });
  const form = h(
    "form",
    { class: "public-form", "aria-label": `Write as a customer on ${TABS[kind]}` },
    h("div", { class: "row" }, h("label", { for: name.id }, "Customer", name), h("label", { for: brand.id }, "Writes to", brand)),
    h("label", { for: text.id, class: "wide" }, h("span", { class: "hidden" }, "Words"), text),
    h("div", { class: "row end" }, h("button", { type: "submit", class: "button primary", testid: `customer-post-${kind}` }, kind === "x" ? "Post on X" : "Post on Facebook")),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = text.value;
    if (await act(`${kind}_post`, { author: name.value, brand: brand.value, text: words })) clearOf(words, text);
  });
  return Object.assign(form, { _brand: brand, _kind: kind });
}

function fillBrands(form, state) {
  if (form._brand.options.length) return;
  form._brand.append(...state.brands.map((brand) => h("option", { value: brand.name }, form._kind === "private" ? brand.name : handle(form._kind, brand))));
  if (form._kind === "x") form._brand.append(h("option", { value: "" }, "No bank by name"));
}

// A customer writes below a post, or a bank in the platform's own app: Earshot sees that only afterwards.
function replyForm(kind, item, slot) {
  const name = h("input", { type: "text", "aria-label": "Customer", testid: `customer-name-reply-${item.id}`, dir: "auto", value: item.bank ? lastCustomer(kind, item) : item.author });
  const banks = store.state.brands.map((brand) => h("option", { value: account(kind, brand) }, `${handle(kind, brand)}, in ${TABS[kind]}’s own app`));
  const who = h("select", { "aria-label": "Who writes", testid: `who-reply-${item.id}`, onchange: () => (name.hidden = Boolean(who.value)) }, h("option", { value: "" }, "A customer"), banks);
  return smallForm(kind, "Reply as a customer", [who, name], "", `customer-send-${item.id}`, slot, (text) => act(`${kind}_post`, { author: who.value || name.value, parent: item.id, text }));
}

const account = (kind, brand) => (kind === "x" ? brand.x : brand.page);
const handle = (kind, brand) => (kind === "x" ? `@${brand.x}` : brand.page);

const editForm = (kind, item, slot) => smallForm(kind, "Change the words", null, item.text, `customer-save-${item.id}`, slot, (text) => act(`${kind}_edit`, { id: item.id, text }));

// Whom it answers, or else who wrote last in the thread.
function lastCustomer(kind, item) {
  const items = kind === "x" ? store.state.x.map(fromX) : store.state.facebook.map(fromFacebook);
  const others = items.filter((other) => other.thread === item.thread && !other.bank);
  return (others.find((other) => other.id === item.parent) || others[0])?.author || "Rosa Lind";
}

function smallForm(kind, label, name, words, testid, slot, send) {
  const text = h("textarea", { rows: "2", dir: "auto", "aria-label": label, testid: testid.replace("send", "text").replace("save", "text"), value: words });
  const form = h("form", { class: "small-form" }, name, text, h("div", { class: "row end" }, h("button", { type: "button", class: "button small", onclick: () => slot.replaceChildren() }, "Cancel"), h("button", { type: "submit", class: "button small primary", testid }, "Send")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await send(text.value)) slot.replaceChildren();
  });
  return form;
}

async function act(verb, body) {
  const outcome = await post(`/console/customer/${verb}`, body);
  if (!outcome.ok) toast(outcome.error || "That did not work.", "bad");
  return outcome.ok;
}
