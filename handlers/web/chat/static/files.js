// Pictures and PDF: chosen, pasted or dropped, shown before they go, sent one after the other. Also the zone of the transcript.
"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const { body } = document;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const link of document.querySelectorAll("a.save")) {
    if (zone) link.href = `${link.getAttribute("href")}?zone=${encodeURIComponent(zone)}`;
  }
  const form = at("attach");
  if (!form) return;
  const say = JSON.parse(body.dataset.words);
  const input = at("file"), box = at("box"), clip = at("clip"), list = at("words"), main = at("main");
  const KINDS = new Set(["image/jpeg", "image/png", "image/webp", "application/pdf"]);
  const AGAIN_MS = 4000, PATIENCE_MS = 120000;
  input.multiple = true; // the plain form takes one at a time
  form.hidden = true;
  clip.hidden = false;

  const complain = (text) => { at("problem").textContent = text; if (text) at("problem").scrollIntoView({ block: "nearest" }); };
  function part(tag, name, text) {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  }

  // --- Chosen, and not sent yet ---
  const tray = part("div", "", "");
  tray.id = "chosen";
  tray.setAttribute("role", "group");
  tray.setAttribute("aria-label", say.file_chosen);
  at("say").insertBefore(tray, at("say").querySelector(".row"));
  let chosen = [];
  function drawChosen() {
    tray.replaceChildren(...chosen.map((file) => {
      const one = part("span", "chip", "");
      one.append(part("bdi", "name", file.name));
      const out = part("button", "", "✕");
      out.type = "button";
      out.setAttribute("aria-label", say.file_leave_out.replace("{name}", file.name));
      out.addEventListener("click", () => { chosen = chosen.filter((each) => each !== file); drawChosen(); box.focus(); });
      one.append(out);
      return one;
    }));
    box.required = !chosen.length;
  }
  function choose(files) {
    complain("");
    for (const file of files) {
      if (!KINDS.has(file.type)) complain(say.file_other);
      else if (file.size > Number(form.dataset.largest)) complain(say.file_large);
      else chosen.push(file);
    }
    drawChosen();
    box.focus();
  }
  clip.addEventListener("click", () => input.click());
  input.addEventListener("change", () => { choose(input.files); input.value = ""; });
  box.addEventListener("paste", (event) => {
    const { files } = event.clipboardData;
    if (!files.length || event.clipboardData.getData("text/plain")) return; // words that bring their picture along are words
    event.preventDefault();
    choose(files);
  });
  const bringsFiles = (event) => body.dataset.view === "talk" && event.dataTransfer && event.dataTransfer.types.includes("Files");
  document.addEventListener("dragover", (event) => { if (bringsFiles(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => { if (bringsFiles(event)) { event.preventDefault(); choose(event.dataTransfer.files); } });

  // --- On its way: its key makes a second sending the same word ---
  let going = [];
  at("say").addEventListener("submit", () => {
    if (!chosen.length) return;
    for (const file of chosen) going.push({ file, key: crypto.randomUUID(), item: pending(file) });
    chosen = [];
    drawChosen();
    send();
  });
  function pending(file) {
    const made = part("li", "mine going", "");
    const text = part("p", "text file", "");
    text.append(part("bdi", "name", file.name));
    made.append(text, part("span", "when", say.sending));
    list.append(made);
    main.scrollTop = main.scrollHeight;
    return made;
  }
  let isSending = false;
  async function send() {
    if (isSending) return;
    isSending = true;
    while (going.length) {
      const one = going[0];
      const answer = await post(one);
      if (answer.status === 401) { location.reload(); break; }
      if (answer.status === 0 || answer.status === 429 || answer.status >= 500) {
        one.item.lastChild.textContent = answer.json.problem || say.waiting;
        await new Promise((done) => { setTimeout(done, Math.max(AGAIN_MS, answer.after * 1000)); });
        continue;
      }
      going = going.filter((each) => each !== one);
      one.item.remove();
      if (answer.status === 200) document.dispatchEvent(new CustomEvent("chat:word", { detail: answer.json.word }));
      else complain(answer.json.problem || say.refused);
    }
    isSending = false;
  }
  function post(one) {
    const told = new FormData();
    told.append("key", one.key);
    told.append("file", one.file, one.file.name);
    return new Promise((done) => {
      const asked = new XMLHttpRequest();
      const lost = () => done({ status: 0, after: 0, json: {} });
      asked.open("POST", "/chat/file");
      asked.setRequestHeader("X-Chat-Token", body.dataset.csrf);
      asked.timeout = PATIENCE_MS;
      asked.onerror = asked.ontimeout = asked.onabort = lost;
      asked.upload.onprogress = (event) => {
        if (event.lengthComputable) one.item.lastChild.textContent = say.file_going.replace("{part}", percent(event.loaded / event.total));
      };
      asked.onload = () => {
        let json = {};
        try { json = JSON.parse(asked.responseText); } catch { /* a proxy's own page */ }
        done({ status: asked.status, after: Number(asked.getResponseHeader("Retry-After")) || 0, json });
      };
      asked.send(told);
    });
  }
  const percent = (share) => new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(share);
  window.addEventListener("beforeunload", (event) => { if (going.length) event.preventDefault(); });
})();
