// The page: joins screen, memory and line.

import { forgetEverything, key, newId, onForgotten, size, unsent } from './memory.js';
import { openLine } from './line.js';
import * as view from './view.js';

const $ = id => document.getElementById(id);
const words = $('words');
const LONGEST = 8000;
const PATIENCE = 8_000;
let checking = 0;

const line = openLine({
  onState(state) {
    view.showState(state);
    view.markWaiting(state);
  },
  onActivities(activities) {
    if (view.showActivities(activities)) clearTimeout(checking);
    view.coverWhenIdle(line.now());
  },
  onSent(clientId, id) {
    view.showSent(clientId, id);
    clearTimeout(checking);
    checking = setTimeout(line.check, PATIENCE);
  },
  onRefused: view.showRefused,
});

function say(text) {
  const said = text.trim();
  if (!said) return;
  const message = { id: newId(), text: said, at: Date.now() };
  unsent.add(message);
  view.showMine(message);
  view.say('');
  line.flush();
}

view.onChoice(say);
view.showStart();
for (const message of unsent.all()) view.showMine(message);

function grow() {
  words.style.height = 'auto';
  words.style.height = `${words.scrollHeight + 3}px`;
  view.say(words.value.length >= LONGEST ? '这条写满了，请先发出去，剩下的再发一条。' : '');
}

$('composer').addEventListener('submit', event => {
  event.preventDefault();
  if (!words.value.trim()) {
    view.say('还没写字呢。在这里写，写好点"发送"。');
    words.focus();
    return;
  }
  say(words.value);
  words.value = '';
  grow();
  words.focus();
});
words.addEventListener('input', grow);
words.addEventListener('keydown', event => {
  // While a Chinese input method is composing, Enter picks a word and must not send.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  $('composer').requestSubmit();
});

const resize = value => { document.documentElement.dataset.size = value; };
resize(size.read());
$('bigger').addEventListener('click', () => {
  const next = String(Number(size.read()) % 3 + 1);
  size.write(next);
  resize(next);
});

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) view.coverWhenIdle(line.now());
});

const ask = $('ask-clear');
$('clear').addEventListener('click', () => {
  const waiting = unsent.all().length;
  $('clear-unsent').hidden = waiting === 0;
  $('clear-unsent').textContent = waiting ? `还有${waiting}条没发出去，清空就没有了。` : '';
  ask.returnValue = '';
  ask.showModal();
});
ask.addEventListener('close', () => {
  if (ask.returnValue === 'yes') forget();
  else $('clear').focus();
});

function forget() {
  line.close();
  forgetEverything();
  leave();
}

// A page loaded anew has nothing of the old one left, not even in the browser's memory of forms.
function leave() {
  words.value = '';
  $('log').replaceChildren();
  location.replace(location.pathname);
}

onForgotten(() => {
  line.close();
  leave();
});
// Coming back by the browser's arrow shows the page as it was: not after it was emptied.
addEventListener('pageshow', event => {
  if (event.persisted && !key.read()) leave();
});

// After everything else has come, so that a slow line carries the talk first.
if ('serviceWorker' in navigator) {
  addEventListener('load', () => navigator.serviceWorker.register('/webchat/page/worker.js', { scope: '/' }).catch(() => {}));
}
