// Plays Azure Bot Service to the host: signs calls, publishes keys, gives the bot its token and takes its answers as a connector. Every answer is read
// by Microsoft's own Activity model. Prints what it saw, one JSON object, for the test to judge.
// node botservice.cjs talk <host> <port> <app id> <words as JSON>
// node botservice.cjs judge <host> <port> <app id> <vectors.json>
'use strict';

const http = require('node:http');
const { readFileSync } = require('node:fs');
const { generateKeyPair, exportJWK, SignJWT } = require('jose');
const { Activity } = require('@microsoft/agents-activity');
const { JwtTokenValidation, ChannelValidation, SimpleCredentialProvider } = require('botframework-connector');

const [task, host, port, appId, input] = process.argv.slice(2);
const here = `http://127.0.0.1:${port}`;
const issuer = 'https://api.botframework.com';
const got = [];
let jwks = { keys: [] };

const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts).toString('utf8');
    const json = (status, value) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    if (request.url === '/openid') return json(200, { issuer, jwks_uri: `${here}/keys`, id_token_signing_alg_values_supported: ['RS256'] });
    if (request.url === '/keys') return json(200, jwks);
    if (request.url === '/token') return json(200, { token_type: 'Bearer', expires_in: 3599, access_token: 'for-the-bot' });
    if (request.headers.authorization !== 'Bearer for-the-bot') return json(401, { error: { code: 'Unauthorized', message: '' } });
    const activity = JSON.parse(body);
    // Shown while an answer is slow; not an answer.
    if (activity.type !== 'typing') got.push({ path: request.url, activity });
    json(201, { id: `sent|${got.length}` });
  });
});

const post = async (activity, token) => (await fetch(`${host}/api/messages`, {
  method: 'POST', headers: { 'Content-Type': 'application/json; charset=utf-8', ...(token ? { Authorization: token } : {}) }, body: JSON.stringify(activity),
})).status;

const activityOf = (text, n, serviceUrl, channelId) => ({
  type: 'message', id: `m|${n}`, timestamp: new Date().toISOString(), serviceUrl, channelId, text, locale: 'zh-CN',
  from: { id: '29:teacher-li' }, recipient: { id: '28:bot', name: 'bot' }, conversation: { id: 'a:1|x' },
});

async function sign(key, claims, { kid = 'fresh', minutesOld = 0 } = {}) {
  const now = Math.floor(Date.now() / 1000) - minutesOld * 60;
  return 'Bearer ' + await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).setIssuer(issuer).setAudience(appId).setNotBefore(now).setExpirationTime(now + 600).sign(key);
}

async function newKey(endorsements) {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  jwks = { keys: [...jwks.keys, { ...(await exportJWK(publicKey)), use: 'sig', kid: 'fresh', x5t: 'fresh', endorsements }] };
  return privateKey;
}

async function talk() {
  const key = await newKey(['webchat']);
  const serviceUrl = `${here}/connector/`;
  const statuses = [];
  const replies = [];
  for (const [i, words] of JSON.parse(input).entries()) {
    const before = got.length;
    statuses.push(await post(activityOf(words, i, serviceUrl, 'webchat'), await sign(key, { serviceurl: serviceUrl })));
    for (const end = Date.now() + 20_000; got.length === before; await new Promise(next => setTimeout(next, 25))) if (Date.now() > end) throw new Error(`no answer to ${words}`);
    // A turn may say more than one thing: wait until it is quiet.
    for (let seen = -1; seen !== got.length; await new Promise(next => setTimeout(next, 300))) seen = got.length;
    replies.push(got.slice(before).map(g => g.activity.text).join('\n'));
  }
  const faults = [];
  for (const { activity } of got) {
    try {
      const read = Activity.fromObject(activity);
      if (read.text !== activity.text || read.getConversationReference().conversation.id !== 'a:1|x') faults.push('read differently');
    } catch (fault) {
      faults.push(String(fault).slice(0, 500));
    }
  }
  return { statuses, replies, faults, paths: [...new Set(got.map(g => g.path))], choices: got.filter(g => g.activity.suggestedActions).length };
}

// The same token to Microsoft's validator and to the running host: both must say the same.
async function judge() {
  const vectors = JSON.parse(readFileSync(input, 'utf8')).botframework_jwt;
  jwks = vectors.jwks;
  const key = await newKey(['directline']);
  ChannelValidation.OpenIdMetadataEndpoint = `${here}/openid`;
  const good = { serviceurl: vectors.serviceUrl };
  const fresh = [['expired 4 minutes ago', 14], ['expired 6 minutes ago', 16], ['valid in 4 minutes', -4], ['valid in 6 minutes', -6]];
  const cases = vectors.cases.map(c => ({ name: c.name, channelId: c.channelId, header: c.token ? `Bearer ${c.token}` : '', expected: c.accept }));
  for (const [name, minutesOld] of fresh) cases.push({ name, channelId: 'directline', header: await sign(key, good, { minutesOld }), expected: name.includes('4 minutes') });
  const judged = [];
  for (const [i, { name, channelId, header, expected }] of cases.entries()) {
    const activity = activityOf('你好', i, vectors.serviceUrl, channelId);
    const microsoft = await JwtTokenValidation.authenticateRequest(activity, header, new SimpleCredentialProvider(appId, ''), '').then(() => true, () => false);
    judged.push({ name, expected, microsoft, status: await post(activity, header) });
  }
  return judged;
}

(async () => {
  await new Promise(ready => server.listen(Number(port), '127.0.0.1', ready));
  process.stdout.write(JSON.stringify(await (task === 'talk' ? talk() : judge())));
  process.exit(0);
})().catch(fault => {
  console.error(String(fault?.stack ?? fault).slice(0, 4000));
  process.exit(1);
});
