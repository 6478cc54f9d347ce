// The private side: direct messages on X and talks in Messenger, as the customer sees them.
import { avatar, clearOf, direction, h, keyed, toast } from "./dom.js";
import { withChatLinks } from "./chat_links.js";
import { when } from "./dates.js";
import { post, store } from "./store.js";

const LONDON = "Europe/London";
const PLACES = { x: "Message on X", facebook: "Messenger" };

// The form that begins a talk; public.js shows and hides it with its tab.
export function privateForm() {
  const name = h("input", { type: "text", id: "name-private", testid: "customer-name-private", autocomplete: "off", dir: "auto", value: "Rosa Lind" });
  const brand = h("select", { id: "brand-private", testid: "customer-brand-private" });
  const place = h("select", { id: "place-private", testid: "customer-place-private" }, Object.keys(PLACES).map((id) => h("option", { value: id }, id === "x" ? "On X" : PLACES[id])));
  const text = h("textarea", { id: "text-private", testid: "customer-text-private", rows: "2", dir: "auto", placeholder: "What only the bank should read" });
  const form = h(
    "form",
    { class: "public-form", "aria-label": "Write to the bank in private" },
    h("div", { class: "row" }, h("label", { for: name.id }, "Customer", name), h("label", { for: brand.id }, "Writes to", brand)),
    h("label", { for: text.id, class: "wide" }, h("span", { class: "hidden" }, "Words"), text),
    h("div", { class: "row" }, h("label", { for: place.id }, h("span", { class: "hidden" }, "Where"), place), h("button", { type: "submit", class: "button primary", testid: "customer-post-private" }, "Send in private")),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = text.value;
    if (await write(place.value, { author: name.value, brand: brand.value, text: words })) clearOf(words, text);
  });
  return Object.assign(form, { _brand: brand, _kind: "private" });
}

// One card a talk, the one with the latest word first.
export function drawTalks(list, messages) {
  const talks = new Map();
  for (const message of messages) talks.set(message.talk, [...(talks.get(message.talk) || []), message]);
  const newestFirst = [...talks.values()].sort((a, b) => (a.at(-1).at < b.at(-1).at ? 1 : -1));
  const items = newestFirst.map((talk) => ({ key: talk[0].talk, sig: JSON.stringify(talk) + when(Date.parse(talk[0].at), LONDON), build: () => drawTalk(talk) }));
  keyed(list, items.length ? items : [{ key: "empty", sig: "", build: () => h("p", { class: "empty" }, "Nobody has written in private yet.") }]);
}

function drawTalk(talk) {
  const { channel, customer, brand, account } = talk[0];
  const text = h("textarea", { rows: "1", dir: "auto", "aria-label": `Write on as ${customer}`, placeholder: `Write on as ${customer}`, testid: `talk-text-${talk[0].talk}` });
  const form = h("form", { class: "small-form talk-form" }, text, h("button", { type: "submit", class: "button small", testid: `talk-send-${talk[0].talk}` }, "Send"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = text.value;
    if (await write(channel, { author: customer, brand, text: words })) clearOf(words, text);
  });
  return h(
    "article",
    { class: "public-thread talk", testid: talk[0].talk },
    h("div", { class: "talk-head" }, avatar(customer), h("div", {}, h("strong", { dir: "auto" }, customer), h("span", { class: "handle" }, `${PLACES[channel]} · ${account}`))),
    h("div", { class: "said" }, talk.map((message) => drawMessage(message))),
    form,
  );
}

function drawMessage(message) {
  const words = message.gone ? "This message was taken back." : message.text;
  const takeBack = message.channel === "facebook" && !message.is_bank && !message.gone;
  return h(
    "div",
    { class: `word${message.is_bank ? " bank" : ""}${message.gone ? " gone" : ""}`, testid: `private-${message.id}` },
    h("p", { class: "post-text", dir: direction(words) }, message.is_bank ? withChatLinks(words, () => ({ customer: message.customer, channel: message.channel })) : words),
    h("div", { class: "word-foot" }, message.is_bank && h("span", {}, message.author), h("time", { datetime: message.at }, when(Date.parse(message.at), LONDON)), takeBack && h("button", { type: "button", class: "link", testid: `unsend-${message.id}`, onclick: () => tell("facebook_unsend", { id: message.id }) }, "Take back")),
  );
}

const write = (channel, body) => tell(`${channel}_message`, body);

async function tell(verb, body) {
  const outcome = await post(`/console/customer/${verb}`, body);
  if (!outcome.ok) toast(outcome.error || "That did not work.", "bad");
  return outcome.ok;
}
