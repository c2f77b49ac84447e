// What the phone keeps: the key back into the conversation, and what was said while there was no line. Nothing else, and
// nothing that the bot said: whoever takes the phone next must not find it here.

const KEY = 'bothost.key';
const UNSENT = 'bothost.unsent';
const SIZE = 'bothost.size';
const fallback = new Map();

function read(name) {
  try {
    return localStorage.getItem(name) ?? fallback.get(name) ?? null;
  } catch {
    return fallback.get(name) ?? null;
  }
}

// A full or forbidden storage must not cost a word: then it lives as long as the page.
function write(name, value) {
  fallback.set(name, value);
  try {
    localStorage.setItem(name, value);
    fallback.delete(name);
  } catch { /* kept in fallback */ }
}

function remove(name) {
  fallback.delete(name);
  try {
    localStorage.removeItem(name);
  } catch { /* nothing was kept there */ }
}

export const key = { read: () => read(KEY), write: value => write(KEY, value), forget: () => remove(KEY) };

export const size = { read: () => read(SIZE) ?? '1', write: value => write(SIZE, value) };

// The unsent messages in the order they were said: { id, text, at }. The id goes along with every try, so that the
// server takes a message once however often it arrives.
export const unsent = {
  all() {
    try {
      const list = JSON.parse(read(UNSENT) ?? '[]');
      return Array.isArray(list) ? list.filter(m => m && typeof m.id === 'string' && typeof m.text === 'string') : [];
    } catch {
      return [];
    }
  },
  add(message) {
    write(UNSENT, JSON.stringify([...unsent.all(), message]));
  },
  done(id) {
    const rest = unsent.all().filter(m => m.id !== id);
    if (rest.length) write(UNSENT, JSON.stringify(rest));
    else remove(UNSENT);
  },
};

export function forgetEverything() {
  fallback.clear();
  remove(KEY);
  remove(UNSENT);
}

// Another tab of this phone was emptied: this one must not go on showing what it has.
export function onForgotten(then) {
  addEventListener('storage', event => {
    if ((event.key === KEY && event.newValue === null) || event.key === null) then();
  });
}

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('');
}
