"use strict";
// A light Direct Line client. Nothing typed is lost: a message stays on the phone until the host has said that it has it.
(() => {
  const $ = id => document.getElementById(id);
  const log = $("log"), text = $("text"), choices = $("choices"), status = $("status");
  const stored = { get: k => { try { return localStorage.getItem(k); } catch { return null; } }, set: (k, v) => { try { localStorage.setItem(k, v); } catch { /* private mode: works without memory */ } } };
  const queue = JSON.parse(stored.get("bothost.queue") || "[]");
  const shown = new Map();
  let session = null, socket = null, watermark = "", tries = 0, sending = false, polling = 0, typing = null, leaving = false;

  const keep = () => stored.set("bothost.queue", JSON.stringify(queue));
  const say = (words, bad) => { status.textContent = words; status.classList.toggle("bad", !!bad); };
  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), b => b.toString(16).padStart(2, "0")).join("");
  const atEnd = () => { log.scrollTop = log.scrollHeight; };

  // Emergency numbers become links that dial; everything else stays text.
  const phones = /(?<!\d)(12356|12345|12348|12333|12110|120|110|119)(?!\d)/;
  function fill(element, words) {
    for (const part of words.split(new RegExp(phones, "g"))) {
      if (phones.test(part) && part.length <= 5) {
        const link = document.createElement("a");
        link.href = "tel:" + part;
        link.textContent = part;
        element.append(link);
      } else element.append(part);
    }
  }

  function bubble(kind, words) {
    const item = document.createElement("li");
    item.className = kind;
    fill(item, words);
    log.append(item);
    atEnd();
    return item;
  }

  function showTyping(on) {
    typing?.remove();
    typing = null;
    if (!on) return;
    typing = bubble("bot typing", "…");
    typing.setAttribute("aria-label", "正在回答");
  }

  function offer(actions) {
    choices.replaceChildren(...actions.map((action, i) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = action.title;
      button.addEventListener("click", () => { text.focus(); post(action.value || action.title); });
      button.dataset.number = i + 1;
      return button;
    }));
    atEnd();
  }

  function receive(activity) {
    if (shown.has(activity.id)) return;
    shown.set(activity.id, true);
    const mine = activity.from?.id === session.userId;
    const client = activity.channelData?.clientActivityID;
    if (mine) {
      const known = client && document.querySelector(`[data-client="${CSS.escape(client)}"]`);
      if (known) known.classList.remove("waiting");
      else if (activity.text) bubble("me", activity.text);
      offer([]);
      return;
    }
    showTyping(false);
    if (activity.text) bubble("bot", activity.text);
    offer(activity.suggestedActions?.actions || []);
  }

  function receiveAll(set) {
    for (const activity of set.activities) receive(activity);
    if (set.watermark) watermark = set.watermark;
  }

  function post(words) {
    words = words.trim();
    if (!words) return;
    const message = { id: newId(), text: words };
    queue.push(message);
    keep();
    offer([]);
    bubble("me waiting", words).dataset.client = message.id;
    flush();
  }

  async function flush() {
    if (sending || !session) return;
    sending = true;
    try {
      while (queue.length) {
        const message = queue[0];
        const answer = await call(`/v3/directline/conversations/${session.conversationId}/activities`, {
          type: "message", text: message.text, locale: "zh-CN", from: { id: session.userId }, channelData: { clientActivityID: message.id } });
        if (answer.status === 401 || answer.status === 403) { await connect(); continue; }
        if (answer.status >= 500 || answer.status === 429 || answer.status === 408) throw new Error("busy");
        queue.shift();
        keep();
        const item = document.querySelector(`[data-client="${message.id}"]`);
        item?.classList.remove("waiting");
        if (answer.ok) showTyping(true);
        else {
          item?.classList.add("failed");
          bubble("note", answer.status === 413 ? "这条太长了，没发出去。麻烦分几次说。" : "这条没发出去，麻烦换个说法再试。");
        }
      }
      online();
    } catch {
      say("没有网。先记在手机里，有网就发。", true);
      setTimeout(flush, 3000);
    } finally {
      sending = false;
    }
  }

  const call = (path, body) => fetch(path, { method: "POST", headers: { "Content-Type": "application/json", ...(session ? { Authorization: "Bearer " + session.token } : {}) }, body: JSON.stringify(body) });

  async function connect() {
    const answer = await fetch("/webchat/token", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ visit: stored.get("bothost.visit") }) });
    if (!answer.ok) throw new Error("refused");
    session = await answer.json();
    stored.set("bothost.visit", session.visit);
  }

  function listen() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    socket = new WebSocket(`${scheme}://${location.host}/v3/directline/conversations/${session.conversationId}/stream?t=${encodeURIComponent(session.token)}&watermark=${watermark}`);
    socket.onopen = () => { tries = 0; clearInterval(polling); polling = 0; online(); flush(); };
    socket.onmessage = event => event.data && receiveAll(JSON.parse(event.data));
    socket.onclose = () => { socket = null; if (!leaving) again(); };
  }

  function online() { say(queue.length ? "正在发…" : ""); }

  // After a lost line: soon, then ever more slowly, and with a fresh token, since the old one may have expired meanwhile.
  function again() {
    tries++;
    if (navigator.onLine === false) say("没有网。先记在手机里，有网就发。", true);
    else if (tries > 1) say("正在重新连接…");
    if (tries === 3 && !polling) polling = setInterval(poll, 4000);
    setTimeout(start, Math.min(15000, 500 * 2 ** Math.min(tries, 5)) * (0.7 + Math.random() * 0.6));
  }

  // Some networks block WebSockets: then the transcript is asked for every few seconds.
  async function poll() {
    if (!session || socket?.readyState === WebSocket.OPEN) return;
    try {
      const answer = await fetch(`/v3/directline/conversations/${session.conversationId}/activities?watermark=${watermark}`, { headers: { Authorization: "Bearer " + session.token } });
      if (answer.ok) { receiveAll(await answer.json()); online(); }
    } catch { /* the next try follows by itself */ }
  }

  async function start() {
    if (socket) return;
    try {
      await connect();
      listen();
      flush();
    } catch {
      again();
    }
  }

  $("form").addEventListener("submit", event => {
    event.preventDefault();
    post(text.value);
    text.value = "";
    text.style.height = "";
    text.focus();
  });
  text.addEventListener("keydown", event => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); $("form").requestSubmit(); }
  });
  text.addEventListener("input", () => { text.style.height = ""; text.style.height = Math.min(text.scrollHeight + 4, 170) + "px"; });
  $("leave").addEventListener("click", () => {
    if (!confirm("换人用，这个手机上的聊天就看不到了。没发出去的也会删掉。要换吗？")) return;
    leaving = true;
    socket?.close();
    try { localStorage.clear(); } catch { /* nothing was kept */ }
    location.reload();
  });
  addEventListener("online", () => { tries = 0; start(); flush(); });
  addEventListener("offline", () => say("没有网。先记在手机里，有网就发。", true));

  for (const message of queue) bubble("me waiting", message.text).dataset.client = message.id;
  start();
})();
