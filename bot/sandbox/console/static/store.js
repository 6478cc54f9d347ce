// The state as the server told it last, who is acting, and the way to tell the server something.
import { toast } from "./dom.js";

export const store = {
  state: null,
  fetchedAt: 0,
  acting: localStorage.getItem("acting") || "U0PRIYA",
  channel: localStorage.getItem("channel") || "C0NORTHBANK",
  thread: null, // {channel, ts}
  publicTab: "x",
  phone: JSON.parse(localStorage.getItem("phone") || "null"), // whose, and where the link into the chat stood
  read: JSON.parse(localStorage.getItem("read") || "{}"),
  dismissed: new Set(),
};

const listeners = [];
export const onChange = (listener) => listeners.push(listener);
export const redraw = () => store.state && listeners.forEach((listener) => listener(store.state));

let wanted = 0;
let fetching = false;

async function refresh() {
  if (fetching) return;
  fetching = true;
  try {
    do {
      const answer = await fetch("/console/state");
      const state = await answer.json();
      if (store.state && store.state.now > state.now + 60) store.read = {};
      store.state = state;
      store.fetchedAt = performance.now();
      redraw();
      await new Promise((done) => setTimeout(done, 120));
    } while (store.state.version < wanted);
  } catch (error) {
    console.error(error);
    setTimeout(refresh, 1500);
  } finally {
    fetching = false;
  }
}

export function listen() {
  const stream = new EventSource("/console/events");
  stream.onmessage = (event) => {
    wanted = JSON.parse(event.data).version;
    document.body.classList.remove("offline");
    if (!store.state || wanted !== store.state.version) refresh();
  };
  stream.onerror = () => document.body.classList.add("offline");
}

// The sandbox's time in milliseconds, running on between two fetches.
export const now = () => store.state.now * 1000 + (performance.now() - store.fetchedAt);

export async function post(address, body) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return await answer.json();
  } catch {
    return { ok: false, error: "The sandbox does not answer." };
  }
}

const WORDS = {
  operation_timed_out: "Earshot did not answer within 3 seconds.",
  dispatch_failed: "Earshot cannot be reached.",
  http_404: "Earshot does not know what to do with this.",
  http_500: "Earshot had a problem with this.",
  view_not_open: "This form is closed already.",
  not_in_channel: "This person is not in the channel.",
};

export const inWords = (error) => WORDS[error] || error || "That did not work.";

// Something a member of staff does in Slack. What is `expected` to go wrong at times is not told.
export async function slack(verb, body, expected = []) {
  const outcome = await post(`/control/slack/${verb}`, { user: store.acting, ...body });
  if (!outcome.ok && !outcome.errors && !expected.includes(outcome.error)) toast(inWords(outcome.error), "bad");
  return outcome;
}

export function keep(name, value) {
  store[name] = value;
  localStorage.setItem(name, typeof value === "string" ? value : JSON.stringify(value));
}

export const actor = () => store.state.slack.people[store.acting];
export const zone = () => actor()?.tz || "Europe/London";
