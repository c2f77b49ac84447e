// Plays WeChat and WeCom to the host: encrypts and signs pushes with one library, opens and checks the answers with the other, and takes what
// the host sends to the platforms' API. Prints what it saw, one JSON object, for the test to judge.
// node platforms.cjs <host> <port of the platforms' API> <settings as JSON>
'use strict';

const http = require('node:http');
const { randomInt } = require('node:crypto');
const wecom = require('@wecom/crypto');
const WXBizMsgCrypt = require('wechat-crypto');
const { parseStringPromise } = require('xml2js');

const [host, port, given] = process.argv.slice(2);
const { wechat, corp } = JSON.parse(given);
const sent = [];

// Two implementations that know nothing of each other, with one face.
const libraries = ({ token, key, id }) => {
  const other = new WXBizMsgCrypt(token, key, id);
  return [
    { name: '@wecom/crypto', encrypt: text => wecom.encrypt(key, text, id), decrypt: text => wecom.decrypt(key, text), sign: (...parts) => wecom.getSignature(token, ...parts) },
    { name: 'wechat-crypto', encrypt: text => other.encrypt(text), decrypt: text => other.decrypt(text), sign: (...parts) => other.getSignature(...parts) },
  ];
};

const xmlOf = async text => {
  const { xml } = await parseStringPromise(text, { explicitArray: false });
  return xml;
};

const api = http.createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part));
  request.on('end', () => {
    const path = request.url.split('?')[0];
    const body = Buffer.concat(parts).toString('utf8');
    if (path.endsWith('/stable_token') || path.endsWith('/gettoken')) return response.end(JSON.stringify({ errcode: 0, access_token: 'token', expires_in: 7200 }));
    sent.push({ path, ...JSON.parse(body) });
    response.end(JSON.stringify({ errcode: 0, errmsg: 'ok' }));
  });
});

async function push(path, envelope, seconds, writer, tamper = text => text) {
  const encrypted = writer.encrypt(envelope);
  const nonce = String(randomInt(1e9));
  const query = new URLSearchParams({ timestamp: seconds, nonce, encrypt_type: 'aes', msg_signature: writer.sign(String(seconds), nonce, encrypted) });
  const response = await fetch(`${host}${path}?${query}`, {
    method: 'POST', headers: { 'Content-Type': 'text/xml' }, body: `<xml><ToUserName>x</ToUserName><Encrypt><![CDATA[${tamper(encrypted)}]]></Encrypt></xml>`,
  });
  return { status: response.status, body: await response.text() };
}

const envelope = (to, from, seconds, inner) =>
  `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName><CreateTime>${seconds}</CreateTime>${inner}</xml>`;

let message = 7_300_000_000;
const text = words => `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${words}]]></Content><MsgId>${++message}</MsgId>`;

async function openId(words, writer, reader) {
  const seconds = Math.floor(Date.now() / 1000);
  const answer = await push('/channels/wechat', envelope('gh_demo', 'oVillager1', seconds, text(words)), seconds, writer);
  if (answer.body === 'success') return { words, by: writer.name, content: null };
  const outer = await xmlOf(answer.body);
  const opened = reader.decrypt(outer.Encrypt);
  const inner = await xmlOf(opened.message);
  return {
    words, by: writer.name, id: opened.id, signed: reader.sign(outer.TimeStamp, outer.Nonce, outer.Encrypt) === outer.MsgSignature,
    to: inner.ToUserName, from: inner.FromUserName, type: inner.MsgType, age: seconds - Number(inner.CreateTime), content: inner.Content,
  };
}

async function until(what, test) {
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise(next => setTimeout(next, 50))) {
    const found = test();
    if (found) return found;
  }
  throw new Error(`${what} never came; sent ${JSON.stringify(sent)}`);
}

async function main() {
  await new Promise(ready => api.listen(Number(port), '127.0.0.1', ready));
  const [one, other] = libraries(wechat);
  const replies = [];
  for (const [i, words] of wechat.says.entries()) replies.push(await openId(words, i % 2 ? other : one, i % 2 ? one : other));
  const now = Math.floor(Date.now() / 1000);
  const flipped = await push('/channels/wechat', envelope('gh_demo', 'oVillager1', now, text('x')), now, one, e => (e[0] === 'A' ? 'B' : 'A') + e.slice(1));

  const corps = libraries(corp);
  const echoes = [];
  for (const library of corps) {
    const [word, nonce] = [String(randomInt(1e12)), String(randomInt(1e9))];
    const echostr = library.encrypt(word);
    const query = new URLSearchParams({ timestamp: now, nonce, echostr, msg_signature: library.sign(String(now), nonce, echostr) });
    echoes.push((await (await fetch(`${host}/channels/wecom?${query}`)).text()) === word);
  }
  const cards = [];
  for (const [i, library] of corps.entries()) {
    const { status } = await push('/channels/wecom', envelope(corp.id, `Cadre${i}`, now, `${text('你好')}<AgentID>1000002</AgentID>`), now, library);
    const card = await until('the answer on WeCom', () => sent.find(m => m.touser === `cadre${i}`));
    cards.push({ status, path: card.path, type: card.msgtype, agent: card.agentid });
  }
  const corpFlipped = await push('/channels/wecom', envelope(corp.id, 'Cadre9', now, text('x')), now, corps[0], e => (e[0] === 'A' ? 'B' : 'A') + e.slice(1));
  process.stdout.write(JSON.stringify({ replies, flipped: [flipped.status, corpFlipped.status], echoes, cards }));
  process.exit(0);
}

main().catch(fault => {
  console.error(String(fault?.stack ?? fault).slice(0, 4000));
  process.exit(1);
});
