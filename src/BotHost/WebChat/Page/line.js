// The line to the server: Direct Line 3.0. Keeps itself connected, catches up after every break, and sends what is unsent,
// one after the other, until the server said that it has it.

import { key, unsent } from './memory.js';
import { Refused, openWire } from './wire.js';

const BASE = '/v3/directline';
const PATIENCE = 15_000;
const ENTER_AGAIN = [401, 403, 404];
const BACKOFF = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
const POLL = 2_500;
const STEADY = 5_000;
const TOKEN_AGE = 10 * 60_000;

export function openLine({ onState, onActivities, onSent, onRefused }) {
  let conversation = null;
  let token = null;
  let tokenAt = 0;
  let watermark = '';
  let socket = null;
  let socketFaults = 0;
  let tries = 0;
  let timer = 0;
  let closed = false;
  let connecting = false;
  let ready = false;
  let sending = false;
  let again = false;
  const wire = openWire(PATIENCE);

  const call = (method, path, body, bearer = token) => wire.call(method, path, body, bearer);
  const of = rest => `${BASE}/conversations/${encodeURIComponent(conversation)}${rest}`;

  // A fresh token by the key on this phone; without one, or with one too old, a new conversation.
  async function enter() {
    const known = key.read();
    const grant = await call('POST', '/webchat/token', known ? { resume: known } : {}, null);
    if (closed) return;
    if (conversation !== grant.conversationId) watermark = '';
    conversation = grant.conversationId;
    token = grant.token;
    tokenAt = Date.now();
    key.write(grant.resume);
  }

  async function connect() {
    if (closed || connecting || socket) return;
    connecting = true;
    clearTimeout(timer);
    if (!navigator.onLine) onState('offline');
    else if (tries === 0) onState('connecting');
    try {
      let opened;
      if (token && Date.now() - tokenAt < TOKEN_AGE) {
        opened = await call('GET', of(`?watermark=${watermark}`));
      } else {
        await enter();
        opened = await call('POST', `${BASE}/conversations`, { locale: 'zh-CN' });
      }
      if (closed) return;
      token = opened.token;
      tokenAt = Date.now();
      ready = true;
      await (socketFaults < 2 ? listen(opened.streamUrl) : poll());
      onState('online');
      flush();
    } catch (fault) {
      if (fault instanceof Refused && ENTER_AGAIN.includes(fault.status)) forgetToken(fault);
      retry(fault);
    } finally {
      connecting = false;
    }
  }

  // A token that ended is renewed through the door; a conversation that is gone is begun anew.
  function forgetToken(fault) {
    token = null;
    ready = false;
    if (fault.status === 404) key.forget();
  }

  function retry(fault) {
    if (closed) return;
    onState(navigator.onLine ? 'retrying' : 'offline');
    const wait = Math.max(BACKOFF[Math.min(tries, BACKOFF.length - 1)] * (0.7 + Math.random() * 0.6), fault?.retryAfter ?? 0);
    tries++;
    clearTimeout(timer);
    timer = setTimeout(connect, wait);
  }

  function listen(streamUrl) {
    // The address is ours whatever name a proxy gave the server; only path and ticket count.
    const url = new URL(streamUrl);
    const at = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}${url.pathname}${url.search}`;
    return new Promise((resolve, reject) => {
      const opening = new WebSocket(at);
      let openedAt = 0;
      const late = setTimeout(() => opening.close(), PATIENCE);
      opening.onopen = () => {
        clearTimeout(late);
        if (closed) return opening.close();
        socket = opening;
        openedAt = Date.now();
        resolve();
      };
      opening.onmessage = event => {
        if (event.data) take(JSON.parse(event.data));
      };
      opening.onclose = () => {
        clearTimeout(late);
        // A stream that falls at once is as good as none: after two of them we ask instead.
        if (openedAt && Date.now() - openedAt > STEADY) tries = socketFaults = 0;
        else if (navigator.onLine) socketFaults++;
        if (socket === opening) {
          socket = null;
          retry();
        } else {
          reject(new Error('no stream'));
        }
      };
    });
  }

  // Where sockets are blocked on the way: ask every few seconds instead.
  async function poll() {
    await ask();
    tries = 0;
    clearTimeout(timer);
    timer = setTimeout(async function next() {
      try {
        if (Date.now() - tokenAt > TOKEN_AGE) await renew();
        await ask();
        if (!closed) timer = setTimeout(next, document.hidden ? POLL * 8 : POLL);
      } catch (fault) {
        if (fault instanceof Refused && ENTER_AGAIN.includes(fault.status)) forgetToken(fault);
        retry(fault);
      }
    }, POLL);
  }

  async function renew() {
    const grant = await call('POST', `${BASE}/tokens/refresh`);
    token = grant.token;
    tokenAt = Date.now();
  }

  const ask = async () => take(await call('GET', of(`/activities?watermark=${watermark}`)));

  function take(frame) {
    if (closed) return;
    if (frame.watermark) watermark = frame.watermark;
    if (frame.activities?.length) onActivities(frame.activities);
  }

  // Sends in order; a message leaves the phone's memory only after the server named its id.
  async function flush() {
    if (sending) {
      again = true;
      return;
    }
    sending = true;
    try {
      for (let next = unsent.all()[0]; next && ready && !closed; next = unsent.all()[0]) {
        if (Date.now() - tokenAt > TOKEN_AGE) await renew();
        try {
          const { id } = await call('POST', of('/activities'), {
            type: 'message', text: next.text, locale: 'zh-CN', from: { id: 'me' }, channelData: { clientActivityID: next.id },
          });
          unsent.done(next.id);
          onSent(next.id, id);
        } catch (fault) {
          if (!(fault instanceof Refused) || ![400, 413].includes(fault.status)) throw fault;
          unsent.done(next.id);
          onRefused(next.id, fault.code);
        }
      }
    } catch (fault) {
      broken(fault);
    } finally {
      sending = false;
      if (again) {
        again = false;
        flush();
      }
    }
  }

  // A post that fails tells sooner than the socket does that the line is gone.
  function broken(fault) {
    if (closed) return;
    if (fault instanceof Refused && fault.status === 429) {
      onState('waiting');
      setTimeout(() => {
        onState('online');
        flush();
      }, fault.retryAfter || 5_000);
      return;
    }
    if (fault instanceof Refused && ENTER_AGAIN.includes(fault.status)) forgetToken(fault);
    const old = socket;
    socket = null;
    old?.close();
    retry(fault);
  }

  const now = () => {
    if (closed) return;
    if (!navigator.onLine) return;
    tries = Math.min(tries, 1);
    clearTimeout(timer);
    if (!socket) return connect();
    flush();
    // A phone that slept may hold a socket that leads nowhere any more.
    ask().catch(broken);
  };
  const lost = () => {
    const old = socket;
    socket = null;
    old?.close();
    clearTimeout(timer);
    onState('offline');
    retry();
  };
  const looked = () => {
    if (!document.hidden) now();
  };
  addEventListener('online', now);
  addEventListener('offline', lost);
  document.addEventListener('visibilitychange', looked);
  connect();

  return {
    now: wire.now,
    flush: () => (ready ? flush() : connect()),
    // The answer should have come by now: look whether the stream only seems to be there.
    check: () => token && socket && ask().catch(broken),
    close() {
      closed = true;
      clearTimeout(timer);
      removeEventListener('online', now);
      removeEventListener('offline', lost);
      document.removeEventListener('visibilitychange', looked);
      socket?.close();
    },
  };
}
