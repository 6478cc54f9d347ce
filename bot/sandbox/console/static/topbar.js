// The bar on top: the sandbox's clock, stories, failures, and who is acting.
import { h, toast } from "./dom.js";
import { personMenu } from "./channel_menu.js";
import { worldClock } from "./dates.js";
import { buildHints, drawHints } from "./hints.js";
import { actor, keep, post, redraw, store } from "./store.js";

const SWITCHES = { slack_down: "Slack is down", x_down: "X is down", facebook_down: "Facebook is down", rate_limits: "Rate limits are enforced" };
const MOVES = [["move-10m", "+10 min", { seconds: 600 }], ["move-1h", "+1 h", { seconds: 3600 }], ["move-1d", "+1 day", { seconds: 86400 }], ["move-morning", "Next 09:00", { to_morning: true }]];
const STORIES = { day: "An ordinary day", quiet: "A quiet day", storm: "A storm", fortnight: "The two weeks before", fraud: "Fraudsters ring", listening: "Whose is it, and about what", outage: "An outage of X and Slack", surge: "The app is down", troll: "Trolls", arabic: "A day in Arabic", chat: "Into the secure chat", chat_arabic: "The same in Arabic" };
const parts = {};

export function buildTopbar() {
  parts.time = h("span", { class: "clock-time" });
  parts.day = h("span", { class: "clock-day" });
  parts.story = story();
  parts.switches = switches();
  parts.acting = h("select", { id: "acting-as", testid: "acting-as", onchange: (event) => actAs(event.target.value) });
  parts.person = h("details", { class: "menu person" });
  parts.says = h("p", { class: "says", role: "status", testid: "story-says" });
  parts.alarm = h("span", { class: "alarm", role: "status", testid: "topbar-alarm" });
  document.getElementById("topbar").append(
    h("div", { class: "brand" }, h("span", { class: "logo", "aria-hidden": "true" }, "E"), h("strong", {}, "Earshot"), h("span", { class: "tag" }, "sandbox")),
    h("div", { class: "clock", testid: "clock", role: "group", "aria-label": "The sandbox's clock, London" }, parts.day, parts.time, h("span", { class: "clock-place" }, "London")),
    h("details", { class: "drawer", open: innerWidth > 900, testid: "controls" }, h("summary", { testid: "controls-toggle" }, "Controls"), h("div", { class: "drawer-body" }, h("div", { class: "moves", role: "group", "aria-label": "Move the clock" }, MOVES.map(mover)), parts.story, parts.switches)),
    parts.alarm,
    parts.says,
    h("label", { class: "acting", for: "acting-as" }, h("span", {}, "Acting as"), parts.acting),
    parts.person,
    buildHints(),
  );
  setInterval(() => store.state && tick(), 500);
  matchMedia("(min-width: 901px)").addEventListener("change", (wide) => (document.querySelector(".drawer").open = wide.matches));
}

const mover = ([id, label, move]) => h("button", { type: "button", class: "button small", testid: id, onclick: () => tell("/console/clock", move) }, label);

async function tell(address, body) {
  const outcome = await post(address, body);
  if (outcome.error) toast(outcome.error, "bad");
  return !outcome.error;
}

function actAs(user) {
  keep("acting", user);
  store.thread = null;
  redraw();
}

function story() {
  const choice = h("select", { "aria-label": "Story", testid: "story-select" });
  const play = h("button", { type: "button", class: "button small", testid: "story-play", onclick: () => tell("/control/story", { story: choice.value, again: true }) }, "Play");
  const progress = h("progress", { max: "1", value: "0", "aria-label": "Progress of the story" });
  const done = h("span", { class: "story-done", testid: "story-done" });
  return Object.assign(h("div", { class: "story", role: "group", "aria-label": "Story" }, choice, play, progress, done), { _parts: { choice, play, progress, done } });
}

function switches() {
  const boxes = {};
  const rows = Object.entries(SWITCHES).map(([name, label]) => {
    boxes[name] = h("input", { type: "checkbox", role: "switch", testid: `switch-${name}`, onchange: (event) => turn(event.target, name) });
    return h("label", { class: "switch" }, boxes[name], h("span", {}, label));
  });
  return Object.assign(h("details", { class: "menu failures" }, h("summary", { class: "button small", testid: "failures" }, "Failures"), h("div", { class: "menu-items" }, rows)), { _boxes: boxes });
}

// Until the state says so too, the switch stays where the person put it.
async function turn(box, name) {
  box._wanted = box.checked;
  if (!(await tell("/console/switch", { name, on: box.checked }))) delete box._wanted;
}

function drawSwitch(box, on) {
  if (box._wanted === on) delete box._wanted;
  box.checked = box._wanted ?? on;
}

export function drawTopbar(state) {
  tick();
  drawStory(state.story);
  drawHints(state.story);
  for (const [name, box] of Object.entries(parts.switches._boxes)) drawSwitch(box, state.switches[name]);
  const on = Object.entries(SWITCHES).filter(([name]) => state.switches[name]);
  parts.alarm.textContent = on.map(([, label]) => label).join(" · ");
  drawActing(state);
}

function drawStory(status) {
  parts.story.hidden = !status;
  if (!status) return;
  const { choice, play, progress, done } = parts.story._parts;
  if (!choice.options.length) {
    choice.append(...status.stories.map((name) => h("option", { value: name }, STORIES[name] || name)));
    choice.value = status.story || "day";
  }
  parts.says.textContent = status.finished ? "" : status.says || "";
  const playing = Boolean(status.story) && !status.finished;
  play.disabled = playing;
  progress.hidden = done.hidden = !status.story;
  progress.max = status.posts || 1;
  progress.value = status.done;
  done.textContent = `${status.done} of ${status.posts}`;
}

function drawActing(state) {
  const people = Object.values(state.slack.people).filter((person) => !person.is_bot);
  if (parts.acting.options.length !== people.length) {
    parts.acting.replaceChildren(...people.map((person) => h("option", { value: person.id }, `${person.real_name} · ${person.profile.title.toLowerCase()}`)));
  }
  if (!actor()) keep("acting", people[0].id);
  parts.acting.value = store.acting;
  const about = JSON.stringify([actor(), state.slack.usergroups]);
  if (parts.person._about !== about) parts.person.replaceChildren(...personMenu());
  parts.person._about = about;
}

function tick() {
  const { day, time } = worldClock("Europe/London");
  parts.day.textContent = day;
  parts.time.textContent = time;
}
