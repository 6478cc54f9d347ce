// Times as the reader sees them: in the acting person's zone, against the sandbox's clock.
import { now, zone } from "./store.js";

const cache = new Map();
function format(options, tz) {
  const key = JSON.stringify(options) + tz;
  if (!cache.has(key)) cache.set(key, new Intl.DateTimeFormat("en-GB", { ...options, timeZone: tz }));
  return cache.get(key);
}

const part = (ms, options, tz = zone()) => format(options, tz).format(new Date(ms));
export const timeOf = (ms, tz) => part(ms, { hour: "2-digit", minute: "2-digit" }, tz);
const dayKey = (ms, tz) => part(ms, { year: "numeric", month: "2-digit", day: "2-digit" }, tz);
const short = (ms, tz) => part(ms, { day: "numeric", month: "short", year: "numeric" }, tz);
const long = (ms, tz) => part(ms, { weekday: "long", day: "numeric", month: "long", year: "numeric" }, tz);

function pretty(ms, words, tz) {
  const days = { [dayKey(now(), tz)]: "Today", [dayKey(now() - 864e5, tz)]: "Yesterday", [dayKey(now() + 864e5, tz)]: "Tomorrow" };
  return days[dayKey(ms, tz)] || words(ms, tz);
}

export const dayName = (ms) => pretty(ms, long);

// "14:05" today, "Yesterday 14:05", "3 Nov 14:05".
export function when(ms, tz = zone()) {
  if (dayKey(ms, tz) === dayKey(now(), tz)) return timeOf(ms, tz);
  const day = pretty(ms, (at) => part(at, { day: "numeric", month: "short" }, tz), tz);
  return `${day} ${timeOf(ms, tz)}`;
}

export function worldClock(tz) {
  return {
    day: part(now(), { weekday: "short", day: "numeric", month: "short" }, tz),
    time: part(now(), { hour: "2-digit", minute: "2-digit", second: "2-digit" }, tz),
  };
}

// The tokens of <!date^…>: docs.slack.dev/messaging/formatting-message-text (2026).
const TOKENS = {
  "{date_num}": (ms) => part(ms, { year: "numeric", month: "2-digit", day: "2-digit" }).split("/").reverse().join("-"),
  "{date}": (ms) => part(ms, { day: "numeric", month: "long", year: "numeric" }),
  "{date_short}": (ms) => short(ms),
  "{date_long}": (ms) => long(ms),
  "{date_pretty}": (ms) => pretty(ms, (at) => part(at, { day: "numeric", month: "long", year: "numeric" })),
  "{date_short_pretty}": (ms) => pretty(ms, short),
  "{date_long_pretty}": (ms) => pretty(ms, long),
  "{day_divider_pretty}": (ms) => pretty(ms, long),
  "{time}": (ms) => timeOf(ms),
  "{time_secs}": (ms) => part(ms, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  "{ago}": (ms) => ago(ms),
};

export function dateToken(seconds, pattern) {
  return pattern.replace(/\{[a-z_]+\}/g, (token) => (TOKENS[token] ? TOKENS[token](seconds * 1000) : token));
}

function ago(ms) {
  const minutes = Math.round((now() - ms) / 60000);
  const [size, unit] = Math.abs(minutes) < 60 ? [minutes, "minute"] : Math.abs(minutes) < 2880 ? [Math.round(minutes / 60), "hour"] : [Math.round(minutes / 1440), "day"];
  return new Intl.RelativeTimeFormat("en-GB").format(-size, unit);
}

// Seconds since 1970 of a local date and time ("2026-11-21T09:00") in a zone.
export function fromLocal(text, tz) {
  const asUtc = Date.parse(`${text}:00Z`);
  const shown = new Date(new Date(asUtc).toLocaleString("en-US", { timeZone: tz }) + " UTC").getTime();
  return Math.round((asUtc - (shown - asUtc)) / 1000);
}

export function toLocal(seconds, tz) {
  const shown = new Date(new Date(seconds * 1000).toLocaleString("en-US", { timeZone: tz }) + " UTC");
  return shown.toISOString().slice(0, 16);
}
