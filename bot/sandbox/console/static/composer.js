// Where staff write. Enter sends, Shift+Enter makes a new line, "/" begins a command.
import { h, icon } from "./dom.js";
import { slack } from "./store.js";

export function composer({ testid, label, channel, thread }) {
  const text = h("textarea", { rows: "1", dir: "auto", "aria-label": label, testid: `${testid}-text` });
  const send = h("button", { type: "submit", class: "send", "aria-label": "Send", testid: `${testid}-send` }, icon("send"));
  const form = h("form", { class: "composer", testid }, text, send);
  const grow = () => {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
  };
  text.addEventListener("input", grow);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (!words) return;
    const place = { channel: channel(), thread_ts: thread() };
    const outcome = words.startsWith("/") ? await slack("command", { ...place, text: words }) : await slack("say", { ...place, text: words, typed: true });
    if (!outcome.ok) return;
    text.value = "";
    grow();
  });
  return Object.assign(form, { _place: (words) => (text.placeholder = words) });
}
