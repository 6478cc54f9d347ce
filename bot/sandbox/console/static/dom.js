// Builds elements. Strings become text nodes, never HTML: what customers write stays text.

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "testid") element.dataset.testid = value;
    else if (name === "value" && "value" in element) element.value = value;
    else if (name === "checked") element.checked = Boolean(value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...flat(children));
  return element;
}

function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

// Brings a list up to date, leaving untouched what did not change: focus, drafts and scroll survive.
// Each item is {key, sig, build}; an element is built anew only when its sig changed.
export function keyed(parent, items) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let cursor = parent.firstElementChild;
  for (const { key, sig, build } of items) {
    let element = old.get(key);
    old.delete(key);
    if (!element || element._sig !== sig) {
      const fresh = build();
      fresh.dataset.key = key;
      fresh._sig = sig;
      if (element) {
        if (element === cursor) cursor = element.nextElementSibling;
        element.remove();
      }
      parent.insertBefore(fresh, cursor);
    } else if (element === cursor) {
      cursor = cursor.nextElementSibling;
    } else {
      parent.insertBefore(element, cursor);
    }
  }
  for (const gone of old.values()) gone.remove();
}

// Small line drawings, so that nothing depends on how a system draws emoji.
const ICONS = {
  people: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm8 0a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 19c0-3 2.4-5 5.5-5s5.5 2 5.5 5M15 14.1c3.5-.6 6.5 1.5 6.5 4.9",
  hash: "M9 4 7 20M17 4l-2 16M4 9h16M3.5 15h16",
  chat: "M4 5h16v11H10l-4 4v-4H4z",
  thread: "M4 4v8c0 3 2 5 5 5h11M16 13l4 4-4 4",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  home: "M4 11l8-7 8 7v9h-6v-6h-4v6H4z",
  mail: "M3.5 6h17v12h-17zM4 7l8 6 8-6",
  send: "M4 12 20 4l-5 16-3.5-6.5zM11.5 13.5 20 4",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  phone: "M8 3h8v18H8zM11 18h2",
  close: "M6 6l12 12M18 6 6 18",
};

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", `icon-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name]);
  drawing.append(path);
  return drawing;
}

// Which way a text reads: by its first letter after leading @names and links, as people see it.
export function direction(text) {
  const words = text.replace(/^(?:\s*(?:@\w+|https?:\S+))+/, "");
  const letter = words.match(/\p{L}/u)?.[0];
  return letter && /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(letter) ? "rtl" : "auto";
}

const HUES = [205, 265, 330, 15, 160, 235, 290, 120, 40, 185];

// A round sign with initials. The colour comes from the name, so that it is always the same.
export function avatar(name, kind = "") {
  const words = name.replace(/[^\p{L}\p{N} ]/gu, "").trim().split(/\s+/);
  const initials = [...(words[0] || "?")][0] + (words.length > 1 ? [...words.at(-1)][0] : "");
  const sign = h("span", { class: `avatar ${kind}`, "aria-hidden": "true" }, initials.toUpperCase());
  if (!kind) {
    const sum = [...name].reduce((total, letter) => total + letter.codePointAt(0), 0);
    sign.style.setProperty("--hue", HUES[sum % HUES.length]);
  }
  return sign;
}

// Empties a field of the words that were sent; what was typed since, while they were on their way, stays.
export function clearOf(words, field) {
  if (field.value === words) field.value = "";
}

export function toast(text, kind = "") {
  const shown = h("div", { class: `toast ${kind}` }, text);
  document.getElementById("toasts").append(shown);
  setTimeout(() => shown.remove(), 6000);
}
