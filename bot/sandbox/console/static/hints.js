// Three things to try in the story that plays, each with the place where one sees what comes of it.
import { h } from "./dom.js";
import { keep } from "./store.js";

const HINTS = {
  day: [
    "Nobody has Callum Reid’s case in #northbank-complaints. Claim it, answer it, and see your words under his post.",
    "Tom took Kwame Boateng’s case and went to lunch. When it is there, press +1 h: #duty says who is late, and Lena can give it to somebody.",
    "Press Next 09:00 and open #digests: what came, what was answered in time, and what still waits.",
  ],
  quiet: [
    "Follow one case in #harbour-complaints: who claimed it, what was said, and what the customer reads.",
    "Luca Ekström is for you: claim, answer, and choose “Preview, and resolve with it”. Three presses.",
    "Act as Lena, open Earshot Home and see what a lead sees of the team.",
  ],
  fraud: [
    "See which case stands on top of Earshot Home, and the words on it that made it urgent.",
    "Open Ivo Castellan’s thread: Tom is stuck and hands over, Lena answers. The impostor’s post waits for you.",
    "Act as Daniel, the duty manager: he was told at once, in his messages and in #duty.",
  ],
  outage: [
    "While X fails, the bar says so and posts wait. Watch them arrive when it is back: none is lost.",
    "Answer somebody while X is down: the thread says that your words wait, and when they went.",
    "Try it yourself under Failures: switch Slack off, post as a customer, switch it on again.",
  ],
  storm: [
    "Open #northbank-complaints: forty people write in a day, most about transfers. See who waits longest on Earshot Home.",
    "Claim one, answer it, and choose “Preview, and resolve with it”. Three presses.",
    "Press +1 h: #duty and the case’s thread say who is late, by name and words.",
  ],
  surge: [
    "Many write about one thing: see in #northbank-complaints what gathers them, and how it grows.",
    "Act as Lena: give the cause and an owner there, and answer many in one go.",
    "Somebody reports fraud in the middle of it. See where that case stands on Earshot Home.",
  ],
  troll: [
    "One person posts and posts: see that it stays one case, and who else waits.",
    "Open More… on that case: not every word needs an answer.",
    "Press +1 h and see who is told about the others.",
  ],
  arabic: [
    "Act as Noura, who reads Arabic: the same buttons and forms, from right to left.",
    "Ask for anybody as a customer in Arabic, and see the clock of that case with Why?",
    "Yasser is leaving and Lena has his case; Jumana reports money that is not hers, and nobody has it yet.",
  ],
};

const parts = {};

export function buildHints() {
  parts.list = h("ol", { class: "hints-list" });
  parts.summary = h("summary", { testid: "hints-toggle" }, "Three things to try");
  parts.hints = h("details", { class: "hints", testid: "hints", hidden: true, open: innerWidth > 900 && !localStorage.getItem("hints") }, parts.summary, parts.list);
  parts.hints.addEventListener("toggle", () => keep("hints", parts.hints.open ? "" : "closed"));
  return parts.hints;
}

export function drawHints(status) {
  const hints = HINTS[status?.story] || [];
  parts.hints.hidden = !hints.length;
  if (parts.story === status?.story) return;
  parts.story = status?.story;
  parts.list.replaceChildren(...hints.map((hint) => h("li", {}, hint)));
}
