// Where staff write. Enter sends, Shift+Enter makes a new line, "/" begins a command and offers those there are.
import { clearOf, h, icon } from "./dom.js";
import { slack, store } from "./store.js";

export function composer({ testid, label, channel, thread }) {
  const text = h("textarea", { rows: "1", dir: "auto", "aria-label": label, testid: `${testid}-text` });
  const send = h("button", { type: "submit", class: "send", "aria-label": "Send", testid: `${testid}-send` }, icon("send"));
  const offers = h("div", { class: "offers", role: "listbox", "aria-label": "Commands", hidden: true });
  const form = h("form", { class: "composer", testid }, offers, text, send);
  const offer = () => {
    const begun = thread() ? [] : store.state.slack.commands.filter((known) => text.value.startsWith("/") && !text.value.includes(" ") && known.command.startsWith(text.value));
    offers.replaceChildren(...begun.map((known) => h("button", { type: "button", role: "option", testid: `command-${known.command.slice(1)}`, onclick: () => take(known.command) }, h("strong", {}, known.command), h("span", {}, known.usage_hint || ""), h("small", {}, known.description || ""))));
    offers.hidden = !begun.length;
  };
  const take = (command) => {
    text.value = `${command} `;
    offers.hidden = true;
    text.focus();
  };
  const grow = () => {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
  };
  text.addEventListener("input", grow);
  text.addEventListener("input", offer);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = text.value;
    const words = typed.trim();
    if (!words) return;
    const place = { channel: channel(), thread_ts: thread() };
    const outcome = words.startsWith("/") ? await slack("command", { ...place, text: words }) : await slack("say", { ...place, text: words, typed: true });
    if (!outcome.ok) return;
    clearOf(typed, text);
    grow();
    offer();
  });
  return Object.assign(form, { _place: (words) => (text.placeholder = words) });
}
