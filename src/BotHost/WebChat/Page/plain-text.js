// Turns a text into nodes: characters stay characters, and only phone numbers and https addresses become links.

const HOTLINES = '110|119|120|122|12315|12320|12333|12338|12345|12348|12355|12356|12385|12393';
const LINK = new RegExp(`https://[A-Za-z0-9][\\w.-]*(?::\\d+)?(?:/[\\w./?&=%#~+-]*)?|(?:${HOTLINES})|1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}`, 'g');
// What stands beside a number that counts something: 120元, 3.110, 第120页.
const BEFORE = /[\d.,，¥￥第#@/-]$/;
const AFTER = /^(?:\d|[.,]\d|\s*(?:元|块|万|千|百|亩|斤|公斤|口|个|位|名|年|月|日|天|岁|％|%|平|米|公里|号楼|分))/;

export function fill(element, text) {
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const start = match.index;
    const isAddress = match[0].startsWith('https:');
    // A full stop at the end belongs to the sentence.
    const found = isAddress ? match[0].replace(/[.?]+$/, '') : match[0];
    if (!isAddress && (BEFORE.test(text.slice(0, start)) || AFTER.test(text.slice(start + found.length)))) continue;
    element.append(text.slice(from, start), link(found, isAddress));
    from = start + found.length;
  }
  element.append(text.slice(from));
}

function link(words, isAddress) {
  const a = document.createElement('a');
  a.textContent = words;
  a.href = isAddress ? words : `tel:${words.replace('-', '')}`;
  if (isAddress) {
    a.target = '_blank';
    a.rel = 'noopener noreferrer';
  } else {
    a.setAttribute('aria-label', `打电话 ${words}`);
  }
  return a;
}
