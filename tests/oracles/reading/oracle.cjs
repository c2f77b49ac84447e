// What Microsoft's recognizers and node-nlp make of the same strings, measured where the reading benchmark runs.
// In: folder of the cases, dialogs/intents.yaml, file of strings for speed. Out: one line of JSON.
const fs = require('fs'), path = require('path');
const [cases, intentsFile, speedFile] = process.argv.slice(2);
const lines = f => fs.readFileSync(f, 'utf8').split('\n').filter(l => l.trim()).map(l => JSON.parse(l));
const today = new Date(2026, 10, 23);

const numbers = require('@microsoft/recognizers-text-suite');
const zh = numbers.Culture.Chinese;
const digits = t => t.replace(/[^0-9.\-]/g, '');

// A case counts as kept when any resolution has a value inside what was meant.
function kept(c) {
  if (c.day) {
    const meant = new Date(c.day).getTime();
    return numbers.recognizeDateTime(c.text, zh, undefined, today).flatMap(r => (r.resolution && r.resolution.get ? r.resolution.get('values') : (r.resolution || {}).values) || []).some(v => {
      const get = k => (v.get ? v.get(k) : v[k]);
      if (get('value') && get('value').length >= 10) return get('value').slice(0, 10) === c.day;
      return get('start') && get('end') && new Date(get('start')).getTime() <= meant && new Date(get('end')).getTime() > meant;
    });
  }
  // Not every recognizer exists for Chinese; those that throw find nothing.
  const found = ['recognizeNumber', 'recognizeCurrency', 'recognizeAge', 'recognizeNumberRange'].flatMap(name => { try { return numbers[name](c.text, zh); } catch { return []; } });
  return found.some(r => {
    const value = String((r.resolution || {}).value || '');
    const range = /^[\[(]([\d.]+),([\d.]+)[\])]$/.exec(value);
    const middle = range ? (Number(range[1]) + Number(range[2])) / 2 : Number(digits(value));
    return digits(value) !== '' && middle >= c.from * 0.999 && middle <= c.to * 1.001;
  });
}

async function main() {
  const amounts = lines(path.join(cases, 'amounts.jsonl'));
  const right = amounts.filter(c => { try { return kept(c); } catch { return false; } });
  const speed = fs.readFileSync(speedFile, 'utf8').split('\n').filter(l => l);
  for (const t of speed.slice(0, 50)) { numbers.recognizeNumber(t, zh); numbers.recognizeDateTime(t, zh, undefined, today); }
  let start = process.hrtime.bigint(), count = 0;
  while (count < speed.length && Number(process.hrtime.bigint() - start) < 10e9) {
    const t = speed[count++];
    numbers.recognizeNumber(t, zh); numbers.recognizeCurrency(t, zh); numbers.recognizeDateTime(t, zh, undefined, today);
  }
  const recognizersPerSecond = count / (Number(process.hrtime.bigint() - start) / 1e9);

  const { NlpManager } = require('node-nlp');
  const nlp = new NlpManager({ languages: ['zh'], nlu: { log: false }, autoSave: false, forceNER: false });
  let intent = '';
  for (const line of fs.readFileSync(intentsFile, 'utf8').split('\n')) {
    const head = /^([a-z-]+):\s*$/.exec(line), item = /^\s+- (.*)$/.exec(line);
    if (head) intent = head[1];
    else if (item) nlp.addDocument('zh', item[1].replace(/^"|"$/g, ''), intent);
  }
  await nlp.train();
  const asked = lines(path.join(cases, 'intents.jsonl'));
  let heard = 0;
  for (const c of asked) {
    const got = (await nlp.process('zh', c.text)).intent;
    if ((got === 'None' ? 'none' : got) === c.expect.intent) heard++;
  }
  start = process.hrtime.bigint();
  count = 0;
  while (Number(process.hrtime.bigint() - start) < 3e9) { await nlp.process('zh', speed[count++ % speed.length]); }
  console.log(JSON.stringify({ amounts: right.length, of: amounts.length, missedDates: amounts.filter(c => c.day && !right.includes(c)).length, recognizersPerSecond, intents: heard, intentsOf: asked.length, nlpPerSecond: count / (Number(process.hrtime.bigint() - start) / 1e9) }));
}
main();
