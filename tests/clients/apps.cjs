// People with WeChat and WeCom on their phones, and the two platforms between them and the host. Says what it is told to say, one JSON object a line in:
// {"n":1,"on":"wechat"|"wecom","who":"…","say":"…"} or {"n":2,"on":"wecom","who":"…","press":"key","code":"response code"}.
// Prints, one a line, {"done":1,"status":200} for each and {"who":"…","by":"answer"|"api","kind":"text",…} for whatever reaches a phone.
// WeChat is spoken with wechat-crypto, WeCom with @wecom/crypto: neither is the host's own code.
// node apps.cjs <host> <port of the platforms' API> <settings as JSON>
'use strict';

const http = require('node:http');
const readline = require('node:readline');
const { randomInt } = require('node:crypto');
const wecom = require('@wecom/crypto');
const WXBizMsgCrypt = require('wechat-crypto');
const { parseStringPromise } = require('xml2js');

const [host, port, given] = process.argv.slice(2);
const { wechat, corp } = JSON.parse(given);
const other = new WXBizMsgCrypt(wechat.token, wechat.key, wechat.id);
const print = value => process.stdout.write(JSON.stringify(value) + '\n');
let message = 7_300_000_000;
let card = 0;

const platforms = {
  wechat: { path: '/channels/wechat', to: 'gh_demo', tail: '', encrypt: text => other.encrypt(text), sign: (...parts) => other.getSignature(...parts) },
  wecom: { path: '/channels/wecom', to: corp.id, tail: `<AgentID>${corp.agent}</AgentID>`, encrypt: text => wecom.encrypt(corp.key, text, corp.id), sign: (...parts) => wecom.getSignature(corp.token, ...parts) },
};

const api = http.createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part));
  request.on('end', () => {
    const path = request.url.split('?')[0];
    const body = Buffer.concat(parts).toString('utf8');
    if (path.endsWith('/stable_token') || path.endsWith('/gettoken')) return response.end(JSON.stringify({ errcode: 0, access_token: 'token', expires_in: 7200 }));
    // As the platform does: WeChat takes no \u escapes.
    if (body.includes('\\u')) return response.end(JSON.stringify({ errcode: 40033, errmsg: 'invalid charset' }));
    const sent = JSON.parse(body);
    const code = sent.msgtype === 'template_card' ? `rc-${++card}` : undefined;
    print({ who: sent.touser ?? sent.userids[0], by: 'api', kind: sent.msgtype ?? path.split('/').pop(), code: code ?? sent.response_code, ...faceOf(sent) });
    response.end(JSON.stringify({ errcode: 0, errmsg: 'ok', response_code: code }));
  });
});

// What a person would read on the glass, and the buttons below it.
function faceOf({ text, markdown, msgmenu, template_card: shown, button }) {
  if (text) return { text: text.content };
  if (markdown) return { text: markdown.content };
  if (msgmenu) return { text: msgmenu.head_content, buttons: msgmenu.list.map(i => i.content) };
  if (shown) return { text: `${shown.main_title.title}\n${shown.sub_title_text ?? ''}`, buttons: shown.button_list.map(b => b.key) };
  return { text: button?.replace_name ?? '' };
}

async function tell({ n, on, who, say, press, code }) {
  const { path, to, tail, encrypt, sign } = platforms[on];
  const seconds = Math.floor(Date.now() / 1000);
  const inner = say === undefined
    ? `<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_event]]></Event><EventKey><![CDATA[${press}]]></EventKey><TaskId>t</TaskId><ResponseCode><![CDATA[${code}]]></ResponseCode>`
    : `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${say}]]></Content><MsgId>${++message}</MsgId>`;
  const encrypted = encrypt(`<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${who}]]></FromUserName><CreateTime>${seconds}</CreateTime>${inner}${tail}</xml>`);
  const nonce = String(randomInt(1e9));
  const query = new URLSearchParams({ timestamp: seconds, nonce, encrypt_type: 'aes', msg_signature: sign(String(seconds), nonce, encrypted) });
  const response = await fetch(`${host}${path}?${query}`, { method: 'POST', headers: { 'Content-Type': 'text/xml' }, body: `<xml><ToUserName>${to}</ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt>${tail}</xml>` });
  const answer = await response.text();
  if (on === 'wechat' && response.status === 200 && answer !== 'success' && answer !== '') print(await read(answer, who));
  print({ done: n, status: response.status });
}

// The answer in the same call, checked as the platform checks it.
async function read(answer, who) {
  const { xml: outer } = await parseStringPromise(answer, { explicitArray: false });
  if (other.getSignature(outer.TimeStamp, outer.Nonce, outer.Encrypt) !== outer.MsgSignature) throw new Error('an answer is signed wrongly');
  const opened = other.decrypt(outer.Encrypt);
  const { xml: inner } = await parseStringPromise(opened.message, { explicitArray: false });
  if (opened.id !== wechat.id || inner.ToUserName !== who) throw new Error('an answer is for somebody else');
  return { who, by: 'answer', kind: inner.MsgType, text: inner.Content };
}

const end = fault => {
  console.error(String(fault?.stack ?? fault).slice(0, 4000));
  process.exit(1);
};

api.listen(Number(port), '127.0.0.1', () => {
  print({ done: 0, status: 200 });
  const lines = readline.createInterface({ input: process.stdin });
  lines.on('line', line => tell(JSON.parse(line)).catch(end));
  lines.on('close', () => process.exit(0));
});
