// The customer's phone: the page of the secure chat in a frame, and what its owner sends from the account.
import { h, icon, toast } from "./dom.js";
import { showPane } from "./panes.js";
import { keep, post, redraw, store } from "./store.js";

const LANGUAGES = { en: "English", ar: "العربية" };
const CODE = /^[\p{L}\p{N}-]{4,12}$/u;
const LOOK_EVERY_MS = 300;
const STRANGER = "Robin Vale";
const parts = {};

export function buildPhone() {
  parts.owner = h("h2", { dir: "auto" }, "The customer’s phone");
  parts.languages = h("div", { class: "tabs", role: "group", "aria-label": "The phone’s language" }, Object.entries(LANGUAGES).map(([id, label]) => h("button", { type: "button", testid: `phone-${id}`, lang: id, onclick: () => speak(id) }, label)));
  const own = h("button", { type: "button", class: "link phone-window", testid: "phone-window", title: "The same page in a window of its own, as the bank serves it", onclick: ownWindow }, "Own window");
  const close = h("button", { type: "button", class: "icon", "aria-label": "Put the phone away", testid: "phone-close", onclick: putAway }, icon("close"));
  parts.screen = h("div", { class: "phone-screen" });
  parts.words = h("p", {});
  parts.send = h("button", { type: "button", class: "button small primary", testid: "phone-send-code", onclick: () => sendCode(store.phone.customer) }, "Send it from the account");
  parts.sendWrong = h("button", { type: "button", class: "link", testid: "phone-send-wrong", onclick: () => sendCode(STRANGER) }, "From a wrong account");
  parts.code = h("div", { class: "phone-code", testid: "phone-code", hidden: true }, parts.words, h("div", { class: "row" }, parts.send, parts.sendWrong));
  document.getElementById("phone").append(h("header", { class: "pane-head" }, parts.owner, parts.languages, own, close), parts.screen, parts.code);
  setInterval(look, LOOK_EVERY_MS);
  if (store.phone) load("");
}

export function drawPhone(state) {
  document.body.classList.toggle("with-phone", Boolean(store.phone));
  document.getElementById("phone").hidden = !store.phone;
  for (const button of parts.languages.children) button.setAttribute("aria-pressed", String(button.lang === state.phone.language));
  if (store.phone) parts.owner.textContent = store.phone.customer;
  if (parts.language && parts.language !== state.phone.language) page()?.location.reload();
  parts.language = state.phone.language;
}

// The owner taps the link: `where` says who they are and where it stood, so that a code can be sent from there.
export function openPhone(link, where) {
  keep("phone", where); // not the link: what proves who comes is kept by nobody
  load(new URL(link).hash);
  redraw();
  showPane("phone");
}

// A new frame each time, as a tap opens a page anew.
function load(hash) {
  const frame = h("iframe", { src: `/chat${hash}`, title: "The customer’s phone", testid: "phone-frame" });
  parts.screen.replaceChildren(frame);
}

function putAway() {
  keep("phone", null);
  parts.screen.replaceChildren();
  parts.code.hidden = true;
  redraw();
  showPane("public");
}

async function speak(language) {
  const outcome = await post("/console/phone", { language });
  if (!outcome.ok) toast(outcome.error, "bad");
}

export const page = () => parts.screen.firstChild?.contentWindow;
const ownWindow = () => open(`${store.state.phone.address}/chat`, "phone", "width=390,height=844,popup");

// What its owner sees: a code, once the page shows one and as long as it waits for it.
function look() {
  const shown = page()?.document;
  const code = shown?.body?.dataset.view === "code" ? shown.getElementById("code")?.textContent.trim() : "";
  parts.code.hidden = !CODE.test(code || "");
  if (parts.code.hidden || parts.seen === code) return;
  parts.seen = code;
  parts.words.replaceChildren("Its page shows the code ", h("strong", { dir: "ltr" }, code), `. ${store.phone.customer} sends it as a reply:`);
}

async function sendCode(author) {
  const { channel, parent, brand } = store.phone;
  const outcome = await post(`/console/customer/${channel}_post`, { author, brand, parent, text: parts.seen });
  if (!outcome.ok) toast(outcome.error || "That did not work.", "bad");
}
