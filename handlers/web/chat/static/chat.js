// The page of the secure chat, by itself: words arrive, are sent again after a lost connection, and keep their order.
// Without this file the page is plain forms. Text goes into the page through textContent alone.
"use strict";
(() => {
  // An older browser that lacks any of these is left with the plain forms, which need none.
  if (![window.AbortController, window.ResizeObserver, window.fetch, window.crypto, document.body.replaceChildren].every(Boolean)) {
    document.getElementById("paste").classList.add("wanted");
    return document.querySelectorAll("noscript").forEach((each) => { // its link, which this browser does not show
      const [, address, text] = /href="([^"]+)">([^<]+)</.exec(each.textContent) || [];
      if (!address) return;
      const link = document.createElement("a");
      link.href = address;
      link.textContent = text;
      each.replaceWith(link);
    });
  }
  const body = document.body;
  const at = (id) => document.getElementById(id);
  const say = JSON.parse(body.dataset.words);
  const { lang } = document.documentElement;
  const locale = navigator.languages.find((each) => each.split("-")[0] === lang) || lang;
  const clock = (form) => new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", ...form });
  const TODAY = clock({}), THIS_WEEK = clock({ weekday: "long" }), ELSE = clock({ day: "numeric", month: "short", year: "numeric" });
  const DAY_MS = 86400000;
  const POLL_MS = 4000, CALM_MS = 45000, PATIENCE_MS = 15000, SILENT_MS = 50000;

  // --- What this tab keeps: the link's token until it is used, unsent words, the draft, the code ---
  const kept = (name) => { try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; } };
  const keep = (name, value) => {
    try { value === null ? sessionStorage.removeItem(name) : sessionStorage.setItem(name, JSON.stringify(value)); } catch { /* full or forbidden: the page works on */ }
  };
  const own = (name) => `${name} ${body.dataset.talk}`; // of this talk, never of another

  const show = (id, text) => { if (at(id).textContent !== (text || "")) at(id).textContent = text || ""; };
  const complain = (text) => { show("problem", text); if (text) at("problem").scrollIntoView({ block: "nearest" }); };

  // --- Asking the server. An answer without a status is a connection that was lost. ---
  const underway = new Map(); // what is asked, and since when
  async function ask(path, told) {
    const sent = told === undefined ? {} : {
      method: "POST", body: JSON.stringify(told),
      headers: { "Content-Type": "application/json", "X-Chat-Token": body.dataset.csrf },
    };
    const patience = new AbortController();
    const given = setTimeout(() => patience.abort(), PATIENCE_MS);
    underway.set(patience, Date.now());
    try {
      const answer = await fetch(path, { ...sent, cache: "no-store", credentials: "same-origin", signal: patience.signal });
      const json = answer.status === 204 ? {} : await answer.json();
      return { status: answer.status, after: Number(answer.headers.get("Retry-After")) || 0, json };
    } catch { return { status: 0, after: 0, json: {} }; } finally { clearTimeout(given); underway.delete(patience); }
  }
  function giveUpOnOld() { // what was asked before a phone slept may never be answered
    for (const [patience, since] of underway) if (Date.now() - since > POLL_MS) patience.abort();
  }
  const isLost = (answer) => answer.status === 0 || answer.status >= 500 || answer.status === 429;

  if (location.pathname !== "/chat") history.replaceState(null, "", `/chat${location.hash}`); // back from a login

  // --- The door ---
  const found = /^#t=([\w-]{20,200})$/.exec(location.hash);
  if (found) {
    keep("token", found[1]);
    history.replaceState(null, "", location.pathname);
    if (body.dataset.view !== "door") view("door");
  }
  window.addEventListener("hashchange", () => { if (location.hash.startsWith("#t=")) location.reload(); }); // opened where the page was open
  at("link").required = false; // until here a press keeps to the page, with its link; from here on the link is known
  const token = () => kept("token");
  if (body.dataset.view === "door" && !token()) at("paste").classList.add("wanted");

  at("enter").addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = at("enter").querySelector("button");
    const pasted = at("link").value.trim();
    if (!token() && !pasted) { at("paste").classList.add("wanted"); at("link").focus(); return complain(say.paste); }
    button.disabled = true;
    const answer = await ask("/chat/enter", { link: pasted || token() });
    button.disabled = false;
    if (answer.status === 200) { keep("token", null); location.reload(); return; }
    complain(isLost(answer) && !answer.json.problem ? say.lost : answer.json.problem);
    if (answer.status === 403 || answer.status === 404) { keep("token", null); at("paste").classList.add("wanted"); }
  });

  // --- The code of a public link ---
  function drawCode() {
    const code = kept(own("code"));
    if (!code || Date.now() > code.over) { keep(own("code"), null); return; }
    show("code", code.code);
    at("ask-code").querySelector("button").textContent = say.another;
    showWithTime("code-until", say.until, code.until);
  }
  at("ask-code").addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await ask("/chat/code", {});
    if (answer.status !== 200) return complain(answer.json.problem || say.lost);
    complain("");
    keep(own("code"), { ...answer.json, over: Date.now() + answer.json.lasts_s * 1000 }); // by this clock, right or wrong
    drawCode();
  });

  // --- Words on the page ---
  const list = at("words"), main = at("main");
  let last = Number(body.dataset.last);
  // Whoever reads further up is left there; else the last word stays in sight, whatever grows or shrinks.
  let isAtEnd = true, height = 0;
  const toEnd = () => { main.scrollTop = main.scrollHeight; isAtEnd = true; };
  main.addEventListener("scroll", () => { // one that the window's own change brought says nothing of who reads
    if (main.clientHeight === height) isAtEnd = main.scrollHeight - main.scrollTop - height < 120;
  });
  new ResizeObserver(() => { height = main.clientHeight; if (isAtEnd) toEnd(); }).observe(main);

  function part(tag, name, text) {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  }
  function item(word, state) {
    const made = document.createElement("li");
    made.className = word.mine ? "mine" : "theirs";
    made.append(part("span", word.mine ? "by unseen" : "by", word.who || say.you));
    const text = part("p", word.file ? "text file" : "text", word.text);
    if (word.file) text.append(...fileParts(word.file));
    else text.dir = "auto";
    made.append(text);
    const when = part("span", "when", "");
    if (word.at) { when.append(timeOf(word.at)); if (state) when.append(" · "); }
    if (state) when.append(part("span", "mark", state));
    made.append(when);
    return made;
  }
  function fileParts(file) {
    const link = part(file.href ? "a" : "span", "", file.told), name = part("bdi", "name", file.name);
    if (file.href) link.href = file.href;
    name.translate = false;
    return [link, name];
  }
  function timeOf(iso) {
    const time = document.createElement("time");
    time.dateTime = iso;
    time.translate = false;
    return told(time);
  }
  function showWithTime(id, text, iso) { // the sentence says {time} where the moment goes
    const [before, after] = (text || "").split("{time}");
    at(id).replaceChildren(...(iso && after !== undefined ? [before, timeOf(iso), after] : [before]));
  }
  function told(time) { // in the zone of whoever reads
    const when = new Date(time.dateTime), now = new Date();
    const form = now.toDateString() === when.toDateString() ? TODAY : Math.abs(when - now) < 6 * DAY_MS ? THIS_WEEK : ELSE;
    time.textContent = form.format(when);
    return time;
  }
  function draw(word) {
    if (list.querySelector(`[data-number="${Number(word.number)}"]`)) return;
    const follow = isAtEnd || word.mine;
    if (unsent.some((each) => each.key === word.key)) queue(unsent.filter((each) => each.key !== word.key));
    const made = item(word, word.mine ? (word.seen ? say.seen : say.sent) : "");
    made.dataset.number = word.number;
    if (!word.mine) list.querySelectorAll(".mine[data-number] .mark").forEach((each) => { each.textContent = say.seen; });
    const later = [...list.children].find((each) => !each.dataset.number || Number(each.dataset.number) > word.number);
    list.insertBefore(made, later || null);
    if (!word.mine && document.hidden) document.title = `• ${title}`;
    if (follow) toEnd();
  }
  document.addEventListener("chat:word", (event) => draw(event.detail)); // a file of ours has arrived
  const title = document.title;

  // --- Sending: one after the other, each until the server has it; its key makes a second sending the same word ---
  let unsent = kept(own("unsent")) || [];
  let isSending = false, again = 0;
  function drawUnsent() {
    list.querySelectorAll(".waiting").forEach((each) => each.remove());
    const state = body.dataset.view === "ended" ? say.refused : again ? say.waiting : say.sending;
    for (const word of unsent) {
      const made = item({ ...word, mine: true }, state);
      made.classList.add("waiting");
      list.append(made);
    }
    if (unsent.length) toEnd();
  }
  function queue(words) { unsent = words; keep(own("unsent"), unsent.length ? unsent : null); drawUnsent(); }

  async function flush() {
    if (isSending || !unsent.length || body.dataset.view !== "talk") return;
    isSending = true;
    clearTimeout(again); again = 0;
    while (unsent.length) {
      const [first] = unsent;
      const answer = await ask("/chat/say", first);
      if (isLost(answer)) {
        again = setTimeout(flush, Math.max(POLL_MS, answer.after * 1000));
        drawUnsent();
        show("line", answer.status === 429 ? answer.json.problem : say.lost);
        break;
      }
      if (answer.status === 401) { moved(); break; } // kept: it is sent once they are in again
      queue(unsent.filter((each) => each.key !== first.key));
      if (answer.status === 200) { show("line", ""); draw(answer.json.word); continue; }
      giveBack(first, answer);
    }
    isSending = false;
    pull();
  }
  function giveBack(word, answer) { // it was refused with a sentence: whoever wrote it can change it
    box.value = [word.text, box.value].filter(Boolean).join("\n");
    keepDraft();
    hint(answer.json.problem || say.refused, true);
    box.focus();
  }

  // --- What was missed is fetched whenever somebody looks again, whatever the stream said meanwhile ---
  let isPulling = false, isWanted = false, isBack = false, timer = 0, misses = 0, promised = "";
  async function pull() {
    if (body.dataset.view === "door") return;
    if (isPulling) { isWanted = true; return; }
    isPulling = true;
    clearTimeout(timer);
    do {
      isWanted = false;
      const answer = await ask(`/chat/words?after=${last}`);
      if (answer.status === 200) { misses = 0; apply(answer.json); if (answer.json.more) isWanted = true; if (!unsent.length) show("line", ""); }
      else if (answer.status === 401) { moved(); break; }
      else { misses = isBack ? 0 : misses + 1; show("line", say.lost); }
      isBack = false;
    } while (isWanted && !misses);
    isPulling = false;
    const pace = misses ? Math.min(POLL_MS * 2 ** misses, 30000) : isStreaming() ? CALM_MS : POLL_MS;
    if (body.dataset.view !== "ended") timer = setTimeout(pull, document.hidden ? Math.max(pace, CALM_MS) : pace);
    if (!misses && unsent.length) flush();
  }
  function apply(told) {
    if (told.view && told.view !== body.dataset.view) view(told.view);
    for (const word of told.words || []) { draw(word); last = Math.max(last, word.number); }
    show("with", told.with);
    show("writing", told.writing);
    show("earlier", told.earlier);
    show("code-trouble", told.trouble);
    if (`${told.promise}${told.opens_at}` !== promised) { promised = `${told.promise}${told.opens_at}`; showWithTime("promise", told.promise, told.opens_at); }
    tellSeen();
  }
  function view(name) {
    if (name === "talk") keep(own("code"), null);
    body.dataset.view = name;
    if (name === "ended") leaveUnsent();
    const heading = { code: "code-title", login: "login-title", talk: "talk-title", ended: "ended-title" }[name];
    if (heading) at(heading).focus({ preventScroll: name === "talk" });
  }
  function leaveUnsent() { // what came too late stays in sight, as what it is
    const left = box.value.trim();
    box.value = "";
    keepDraft();
    queue(left ? [...unsent, { key: newKey(), text: left }] : unsent);
  }
  function moved() { keep(own("code"), null); location.reload(); } // the server knows this browser no more, and says why

  let toldSeen = 0;
  async function tellSeen() {
    const theirs = [...list.querySelectorAll(".theirs")].map((each) => Number(each.dataset.number));
    const newest = Math.max(0, ...theirs);
    if (document.hidden || newest <= toldSeen || body.dataset.view !== "talk") return;
    toldSeen = newest;
    const answer = await ask("/chat/seen", { up_to: newest });
    if (isLost(answer)) toldSeen = 0;
  }

  // --- The stream only says that there is something; one that fell silent is opened anew ---
  let stream = null, heard = 0, begun = 0, reopen = 0;
  const isAlive = () => stream !== null && stream.readyState !== 2
    && Date.now() - Math.max(heard, begun) < (stream.readyState === 1 ? SILENT_MS : POLL_MS);
  const isStreaming = () => stream !== null && stream.readyState === 1 && Date.now() - heard < SILENT_MS;
  function listen() {
    clearTimeout(reopen);
    if (!window.EventSource || body.dataset.view === "door" || body.dataset.view === "ended") return;
    if (stream) stream.close();
    begun = Date.now();
    stream = new EventSource("/chat/events");
    const hear = () => { heard = Date.now(); };
    stream.onopen = () => { hear(); pull(); };
    stream.addEventListener("news", () => { hear(); pull(); });
    stream.addEventListener("beat", hear);
    stream.onerror = () => { // refused: the page asks by itself meanwhile
      if (stream.readyState === 2) reopen = setTimeout(listen, 60000 + Math.random() * 30000);
      clearTimeout(timer);
      timer = setTimeout(pull, POLL_MS);
    };
  }
  function back() {
    if (document.hidden) return;
    document.title = title;
    giveUpOnOld();
    isBack = isPulling;
    if (!isAlive()) listen();
    pull();
    flush();
    tellSeen();
  }
  document.addEventListener("visibilitychange", back);
  window.addEventListener("online", back);
  window.addEventListener("focus", back);
  window.addEventListener("pageshow", (event) => { if (event.persisted) back(); });
  window.addEventListener("offline", () => show("line", say.lost));
  window.addEventListener("pagehide", () => { if (stream) stream.close(); });

  // --- The box ---
  const box = at("box"), usual = at("box-hint").textContent;
  const card = /(^|[^\p{L}\p{N}])(\p{Nd}(?:[ \-–.]?\p{Nd}){11,18})(?!\p{N})/gu;
  const digit = (each) => { // of any script: each has its ten in a row
    let zero = each.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && each.codePointAt(0) - zero < 9) zero -= 1;
    return each.codePointAt(0) - zero;
  };
  function isCard(written) {
    const digits = [...written].filter((each) => /\p{Nd}/u.test(each)).map(digit);
    const sum = digits.reverse().reduce((all, each, place) => all + (place % 2 ? (each * 2 > 9 ? each * 2 - 9 : each * 2) : each), 0);
    return new Set(digits).size > 1 && sum % 10 === 0;
  }
  function masked(text) {
    return text.replace(card, (whole, before, written) => {
      if (!isCard(written)) return whole;
      let left = (written.match(/\p{Nd}/gu) || []).length - 4;
      return before + written.replace(/\p{Nd}/gu, (each) => (left-- > 0 ? "•" : each));
    });
  }
  function hint(text, isBad) { show("box-hint", text); at("box-hint").classList.toggle("bad", Boolean(isBad)); at("box-hint").setAttribute("role", isBad ? "alert" : "note"); }
  const keepDraft = () => keep(own("draft"), box.value || null);
  box.addEventListener("input", (event) => {
    const hidden = masked(box.value);
    if (hidden !== box.value && !event.isComposing) {
      const caret = box.selectionStart;
      box.value = hidden;
      box.setSelectionRange(caret, caret);
      hint(say.card, true);
    } else if (box.value && at("box-hint").classList.contains("bad") && !box.value.includes("•")) hint(usual, false);
    keepDraft();
  });
  box.addEventListener("keydown", (event) => { // on a phone, Enter is a new line
    const isSend = event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(pointer: fine)").matches;
    if (isSend) { event.preventDefault(); at("send").click(); }
  });
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");
  at("say").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = masked(box.value).trim();
    if (!text) return box.focus();
    box.value = "";
    keepDraft();
    hint(usual, false);
    complain("");
    queue([...unsent, { key: newKey(), text }]);
    box.focus();
    flush();
  });
  at("leave").addEventListener("keydown", (event) => {
    if (event.key === "Escape") { at("leave").open = false; at("leave").querySelector("summary").focus(); }
  });
  at("leave").addEventListener("focusout", (event) => { if (event.relatedTarget && !at("leave").contains(event.relatedTarget)) at("leave").open = false; });

  // --- The window: the box stays above the keyboard on the screen ---
  const fit = () => {
    const seen = window.visualViewport;
    if (!seen || seen.scale > 1.01) return; // whoever has zoomed in moves the page themselves
    document.documentElement.style.setProperty("--height", `${Math.round(seen.height)}px`);
    window.scrollTo(0, 0);
  };
  if (window.visualViewport) { visualViewport.addEventListener("resize", fit); visualViewport.addEventListener("scroll", fit); fit(); }

  document.querySelectorAll("time").forEach(told);
  drawCode();
  if (!box.value) box.value = kept(own("draft")) || "";
  drawUnsent();
  toEnd();
  listen();
  if (["talk", "code", "login"].includes(body.dataset.view)) timer = setTimeout(pull, POLL_MS);
  flush();
  tellSeen();
  body.dataset.ready = "yes";
})();
