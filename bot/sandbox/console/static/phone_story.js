// What a story asks of the customer's phone and of the page: done here with the same taps as a person's.
import { follow } from "./links.js";
import { newestChatLink } from "./public.js";
import { openPhone, page } from "./phone.js";
import { post, store } from "./store.js";

const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 20000;
const A_LETTER_MS = 22;
const opened = new Set(); // links of a story that was played before
let busy = 0; // the number of what is being done
let shown = ""; // the case that was opened last

export function playAlong(state) {
  const { asked } = state.phone;
  if (asked && asked.deed !== busy && document.visibilityState === "visible") perform(asked);
  const at = state.story?.at;
  if (!at || state.story.finished || JSON.stringify(at) === shown) return;
  shown = JSON.stringify(at);
  if (at.user === store.acting) follow(at.link);
}

async function perform(asked) {
  busy = asked.deed;
  try {
    await DEEDS[asked.kind](asked);
    await post("/console/phone", { did: asked.deed });
  } catch (error) {
    console.warn(`${asked.kind} was not done: ${error.message}`); // the story goes on without it
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const view = () => page()?.document.body?.dataset.view;

async function until(look, what) {
  const over = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = look();
    if (found) return found;
    if (Date.now() > over) throw new Error(`no ${what} came`);
    await pause(LOOK_EVERY_MS);
  }
}

// A part of the phone's page, once its script is ready and it can be seen.
const part = (selector) =>
  until(() => {
    const found = page()?.document.body?.dataset.ready && page().document.querySelector(selector);
    return found?.checkVisibility() && found;
  }, selector);

const tap = async (selector) => (await part(selector)).click();

const DEEDS = {
  async open({ about }) {
    const { address, where } = await until(() => newestChatLink(about, opened), "link into the chat");
    opened.add(address);
    openPhone(address, where);
    await part("#enter button");
  },
  async enter() {
    await tap("#enter button");
    await until(() => view() && view() !== "door", "answer at the door");
  },
  async code() {
    await tap("#ask-code button");
    await until(() => !document.querySelector(".phone-code").hidden, "code");
  },
  async send_wrong() {
    document.querySelector("[data-testid=phone-send-wrong]").click();
    await until(() => page().document.getElementById("code-trouble")?.textContent, "refusal");
  },
  async send_code() {
    document.querySelector("[data-testid=phone-send-code]").click();
    await until(() => view() === "talk", "end of the waiting");
  },
  async say({ text }) {
    const box = await part("#box");
    for (const letter of text) {
      box.value += letter;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      await pause(A_LETTER_MS);
    }
    await tap("#send");
    await until(() => [...page().document.querySelectorAll("#words .mine .text")].some((each) => each.textContent === text), "word of theirs");
  },
  async read({ text }) {
    await until(() => [...page().document.querySelectorAll("#words .theirs .text")].some((each) => each.textContent.includes(text)), "answer");
  },
  async end() {
    await tap("#leave summary");
    await tap("#end button");
    await until(() => view() === "ended", "end");
  },
  async rate({ text }) {
    const [solved, stars] = text.split(" ");
    (await part(`.rate input[name=solved][value=${solved}]`)).click();
    (await part(`.rate input[name=stars][value="${stars}"]`)).click();
    await tap(".rate button");
    await until(() => view() === "ended" && !page().document.querySelector(".rate"), "thanks");
  },
};
