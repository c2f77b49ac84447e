// Keeps the page itself on the phone, so that it opens without a line. Only these files: nothing that anybody said.

const VERSION = '{{version}}';
const FILES = ['chat.css', 'icon.svg', 'line.js', 'main.js', 'memory.js', 'plain-text.js', 'view.js', 'wire.js'].map(name => `/webchat/${VERSION}/${name}`);

addEventListener('install', event => {
  event.waitUntil(caches.open(VERSION).then(cache => cache.addAll(['/', ...FILES])).then(() => skipWaiting()));
});

addEventListener('activate', event => {
  const stale = caches.keys().then(names => Promise.all(names.filter(name => name !== VERSION).map(name => caches.delete(name))));
  event.waitUntil(stale.then(() => clients.claim()));
});

addEventListener('fetch', event => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== location.origin) return;
  // The page from the server when there is one: then it may be newer.
  if (mode === 'navigate' && pathname === '/') event.respondWith(fetch(event.request).catch(() => caches.match('/')));
  else if (FILES.includes(pathname)) event.respondWith(caches.match(pathname).then(kept => kept ?? fetch(event.request)));
});
