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

export function toast(text, kind = "") {
  const shown = h("div", { class: `toast ${kind}` }, text);
  document.getElementById("toasts").append(shown);
  setTimeout(() => shown.remove(), 6000);
}
