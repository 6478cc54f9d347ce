// A link into the secure chat, in the bank's words: a tap opens it on the customer's phone.
import { h } from "./dom.js";
import { openPhone } from "./phone.js";

const LINK = /(https?:\/\/\S+\/chat#t=[\w-]+)/;
const SHOWN = 34; // as the platforms shorten what they show of an address

// The first such link in the words, if there is one.
export const chatLinkIn = (words) => words.match(LINK)?.[0];

// The words with such links in them; `where` tells whose they are and where they stand.
export function withChatLinks(words, where) {
  return words.split(LINK).map((part) => (LINK.test(part) ? chatLink(part, where) : part));
}

function chatLink(address, where) {
  const open = (event) => {
    event.preventDefault();
    openPhone(address, where());
  };
  const shown = address.replace(/^https?:\/\//, "");
  return h("a", { href: address, class: "chat-link", dir: "ltr", testid: "chat-link", title: "Open it on the customer’s phone", onclick: open }, shown.length > SHOWN ? `${shown.slice(0, SHOWN)}…` : shown);
}
