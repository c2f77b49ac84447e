// What is on the screen. Words get in as text, never as markup.

import { fill } from './plain-text.js';

const $ = id => document.getElementById(id);
const START = ['报困难', '问政策', '查进度', '找活', '叫人'];
const STATES = {
  connecting: '正在连接…',
  online: '已连上，请说',
  offline: '没有网，先记在手机里，有网就发',
  retrying: '连不上，正在重试。您说的先记在手机里',
  waiting: '说得有点快，稍等一下再发',
};
const REFUSALS = { TextTooLong: '这条太长了，没发出去。请分几次说。', MessageSizeTooBig: '这条太长了，没发出去。请分几次说。' };
const NEAR_END = 120;
const SILENCE = 30 * 60_000;

const scroll = $('scroll');
const log = $('log');
const shown = new Map();
const mine = new Map();
const answeredIds = new Set();
let sayChoice = () => {};
let spoken = false;
let typingTimer = 0;
let uncoveredAt = -1;
let loadedAt = null;

export function onChoice(say) {
  sayChoice = say;
}

export function showState(state) {
  const status = $('status');
  if (status.dataset.state === state) return;
  status.dataset.state = state;
  status.textContent = STATES[state];
}

export function showStart() {
  offer(START.map(word => ({ title: word, value: word })), false);
}

// A message of this phone, shown at once, before the server has it.
export function showMine(message) {
  if (mine.has(message.id)) return;
  const item = bubble(message.text, true);
  item.dataset.at = message.at;
  mine.set(message.id, item);
  fate(item, 'wait', navigator.onLine ? '正在发…' : '先记在手机里');
  log.append(item);
  hushStart();
  toEnd(true);
}

export function showSent(clientId, id) {
  const item = mine.get(clientId);
  if (item) fate(item, '', '已收到');
  // The answer may have been faster than the confirmation.
  if (!answeredIds.has(id)) showTyping(true);
}

export function showRefused(clientId, code) {
  const item = mine.get(clientId);
  if (item) fate(item, 'bad', REFUSALS[code] ?? '这条没发出去，请换个说法再试。');
}

export function markWaiting(state) {
  for (const item of mine.values()) {
    if (item.lastChild.classList.contains('wait')) fate(item, 'wait', state === 'online' ? '正在发…' : '先记在手机里');
  }
}

// Activities of the server in their order; those known already are left as they are. Returns whether the bot said something new.
export function showActivities(activities) {
  const wasNear = isNearEnd();
  let answered = false;
  for (const activity of activities) {
    if (activity.type === 'typing') {
      if (activity.from?.role === 'bot') showTyping(true);
      continue;
    }
    if (activity.type !== 'message' || (activity.id && shown.has(activity.id))) continue;
    const clientId = activity.channelData?.clientActivityID;
    const known = clientId && mine.get(clientId);
    const isMine = activity.from?.role === 'user';
    if (known) {
      shown.set(activity.id, known);
      known.dataset.at = Date.parse(activity.timestamp) || 0;
      fate(known, '', '已收到');
      beforeUnsent(known);
      continue;
    }
    if (!activity.text && !isMine) continue;
    if (!isMine && activity.replyToId) answeredIds.add(activity.replyToId);
    const item = bubble(activity.text || '（图片或文件）', isMine);
    item.dataset.at = Date.parse(activity.timestamp) || 0;
    if (activity.id) shown.set(activity.id, item);
    if (isMine && clientId) mine.set(clientId, item);
    beforeUnsent(item);
    if (isMine) {
      hushStart();
    } else {
      answered = true;
      // The bot greets for itself.
      $('welcome').hidden = true;
      showTyping(false);
      offer(activity.suggestedActions?.actions ?? [], true);
    }
  }
  if (wasNear) toEnd();
  else if (answered) $('newest').hidden = false;
  return answered;
}

// After a long silence somebody else may hold the phone: what was said before is covered until it is asked for. The bot asks
// who is speaking; the screen must not tell it first.
export function coverWhenIdle(now) {
  loadedAt ??= now;
  const lines = [...log.children];
  const last = lastAt(lines);
  if (lines.length > 0 && now - last >= SILENCE && last !== uncoveredAt) {
    for (const line of lines) line.hidden = true;
    $('earlier').hidden = false;
    $('welcome').hidden = false;
    spoken = false;
    showStart();
  } else if (last < loadedAt && lines.some(line => line.hidden)) {
    // More of the history came, and it is recent: the same talk goes on.
    uncover();
  }
}

const lastAt = lines => Math.max(0, ...lines.map(line => Number(line.dataset.at)));

function uncover() {
  const lines = [...log.children];
  uncoveredAt = lastAt(lines);
  for (const line of lines) line.hidden = false;
  $('earlier').hidden = true;
}

export function showTyping(on) {
  clearTimeout(typingTimer);
  const near = isNearEnd();
  $('typing').hidden = !on;
  if (on) typingTimer = setTimeout(() => showTyping(false), 20_000);
  if (on && near) toEnd();
}

export function say(note) {
  $('note').textContent = note;
}

// Answered items come before those that still wait on this phone.
function beforeUnsent(item) {
  const waiting = [...log.children].find(line => line !== item && line.querySelector('.wait'));
  if (waiting) log.insertBefore(item, waiting);
  else if (item !== log.lastElementChild) log.append(item);
}

function bubble(text, isMine) {
  const item = document.createElement('div');
  item.className = isMine ? 'line mine' : 'line';
  const who = document.createElement('span');
  who.className = 'unseen';
  who.textContent = isMine ? '您说：' : '助手说：';
  const words = document.createElement('p');
  words.className = 'words';
  if (isMine) words.textContent = text;
  else fill(words, text);
  item.append(who, words);
  return item;
}

function fate(item, kind, words) {
  let line = item.querySelector('.fate');
  if (!line) item.append(line = document.createElement('span'));
  line.className = `fate ${kind}`;
  line.textContent = words;
}

// Buttons for the last question. Digits stand on them because people also answer by typing the number.
function offer(actions, numbered) {
  const usable = actions.filter(a => typeof a.value === 'string' || typeof a.title === 'string');
  $('choices').classList.toggle('long', usable.some(a => (a.title ?? a.value).length > 7));
  $('choices').replaceChildren(...usable.map((action, i) => {
    const button = document.createElement('button');
    button.type = 'button';
    if (numbered && usable.length > 1) {
      const digit = document.createElement('b');
      digit.textContent = i + 1;
      button.append(digit);
    }
    const words = document.createElement('span');
    words.textContent = action.title ?? action.value;
    button.append(words);
    button.addEventListener('click', () => {
      scroll.focus({ preventScroll: true });
      sayChoice(typeof action.value === 'string' ? action.value : action.title);
    });
    return button;
  }));
}

function hushStart() {
  $('choices').replaceChildren();
  if (spoken) return;
  spoken = true;
  $('welcome').hidden = true;
}

const isNearEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END;

function toEnd(at_once = false) {
  scroll.scrollTo({ top: scroll.scrollHeight, behavior: at_once ? 'instant' : 'auto' });
  $('newest').hidden = true;
}

$('earlier').addEventListener('click', () => {
  uncover();
  toEnd(true);
  scroll.focus({ preventScroll: true });
});
$('newest').addEventListener('click', () => {
  toEnd();
  scroll.focus({ preventScroll: true });
});
scroll.addEventListener('scroll', () => {
  if (isNearEnd()) $('newest').hidden = true;
}, { passive: true });
addEventListener('resize', () => {
  if (document.activeElement === $('words')) toEnd(true);
});
