// Talks to the host with Microsoft's own Direct Line client and prints what it saw, one JSON object, for the test to judge.
// node directline.cjs <domain> <secret> <polling|websocket>
'use strict';

globalThis.XMLHttpRequest = require('xhr2');
globalThis.WebSocket = require('ws');
const { DirectLine, ConnectionStatus } = require('botframework-directlinejs');

const [domain, secret, way] = process.argv.slice(2);
const webSocket = way === 'websocket';
const user = { id: 'dl_teacher-li', name: '李老师' };

function join(options) {
  const line = new DirectLine({ domain, webSocket, pollingInterval: 250, timeout: 8_000, ...options });
  const seen = [];
  const states = [];
  // end() reaches subscribers as an error: that is how this client says goodbye.
  line.activity$.subscribe(activity => seen.push(activity), () => {});
  line.connectionStatus$.subscribe(state => states.push(ConnectionStatus[state]), () => {});
  const until = async (what, test) => {
    const end = Date.now() + 15_000;
    for (;;) {
      const found = seen.find(test);
      if (found) return found;
      if (Date.now() > end) throw new Error(`${what} never came; seen ${JSON.stringify(seen)}, states ${states}`);
      await new Promise(next => setTimeout(next, 25));
    }
  };
  const post = activity => new Promise((resolve, reject) => line.postActivity(activity).subscribe(resolve, reject));
  return { line, seen, states, until, post };
}

const message = (text, clientActivityID) => ({ type: 'message', from: { id: 'somebody-else' }, text, locale: 'zh-CN', channelData: { clientActivityID } });

async function main() {
  const generated = await fetch(`${domain}/tokens/generate`, {
    method: 'POST', headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' }, body: JSON.stringify({ user }),
  }).then(r => r.json());

  const talk = join({ token: generated.token });
  const greeting = await talk.until('the greeting', a => a.from.role === 'bot');
  const firstId = await talk.post(message('你好', 'c1'));
  const secondId = await talk.post(message('你好', 'c1'));
  const echo = await talk.until('the echo', a => a.channelData?.clientActivityID === 'c1');
  const answer = await talk.until('the answer', a => a.replyToId === firstId);
  const tooLong = await talk.post(message('长'.repeat(8001), 'c2')).catch(refused => refused.status);
  talk.line.end();

  // Coming back: the same conversation from where it was left.
  const renewed = await fetch(`${domain}/tokens/refresh`, { method: 'POST', headers: { Authorization: `Bearer ${generated.token}` } }).then(r => r.json());
  const watermark = (await fetch(`${domain}/conversations/${generated.conversationId}/activities`, { headers: { Authorization: `Bearer ${renewed.token}` } }).then(r => r.json())).watermark;
  const back = join({ token: renewed.token, conversationId: generated.conversationId, watermark });
  const laterId = await back.post(message('我又来了', 'c3'));
  await back.until('the later answer', a => a.replyToId === laterId);
  back.line.end();

  process.stdout.write(JSON.stringify({
    conversation: generated.conversationId,
    greeting: { text: greeting.text, actions: greeting.suggestedActions?.actions.map(a => a.value) },
    firstId, secondId, tooLong,
    echo: { text: echo.text, from: echo.from, id: echo.id },
    answer: answer.text,
    echoes: talk.seen.filter(a => a.channelData?.clientActivityID === 'c1').length,
    seenAfterResume: back.seen.map(a => a.text),
    states: talk.states,
  }));
  process.exit(0);
}

main().catch(fault => {
  console.error(String(fault?.stack ?? fault).slice(0, 4000));
  process.exit(1);
});
