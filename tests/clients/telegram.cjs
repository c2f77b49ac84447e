// A Telegram made by others (npm telegram-test-api) between a person and the host: delivers what the person says to the host's callback
// address, takes what the host sends, and prints what the person saw, one JSON object, for the test to judge.
// node telegram.cjs <port of the emulated Telegram> <callback address> <secret> <bot token>
'use strict';

const { TelegramServer } = require('telegram-test-api/lib/telegramServer');
// Its own axios, wherever the installer has put it.
const axios = require(require.resolve('axios', { paths: [require.resolve('telegram-test-api/lib/telegramServer')] }));

const [port, url, secret, token] = process.argv.slice(2);
// The emulator calls without the secret that the real Telegram shows.
const refused = [];
axios.defaults.validateStatus = () => true;
axios.interceptors.response.use(answer => {
  if (answer.config.url === url && answer.status !== 200) refused.push(answer.status);
  return answer;
});

(async () => {
  const telegram = new TelegramServer({ port: Number(port), host: '127.0.0.1' });
  await telegram.start();
  telegram.setWebhook({ url }, token);
  const person = telegram.getClient(token, { userId: 5, chatId: 5, timeout: 15_000, interval: 100 });
  await telegram.addUserMessage(person.makeMessage('你好')).catch(() => {});
  axios.defaults.headers.common['X-Telegram-Bot-Api-Secret-Token'] = secret;

  const seen = [];
  const hear = async () => {
    const { result } = await person.getUpdates();
    for (const update of result) seen.push(update.message);
    return seen[seen.length - 1];
  };
  const press = async (message, words) => {
    const button = message.reply_markup.inline_keyboard.flat().find(b => b.text === words);
    await person.sendCallback(person.makeCallbackQuery(button.callback_data, { message: { message_id: 1, date: 1700000000, text: message.text, reply_markup: message.reply_markup } }));
  };

  await person.sendCommand(person.makeCommand('/start poster-1'));
  await press(await hear(), '报困难');
  await press(await hear(), '可以记');
  await hear();
  await person.sendMessage(person.makeMessage('房子漏雨'));
  await hear();
  // Whatever would come twice has come by now.
  await new Promise(next => setTimeout(next, 5_000));
  const all = telegram.storage.botMessages.filter(m => m.botToken === token).length;
  console.log(JSON.stringify({ refused, texts: seen.map(m => m.text), all }));
  await telegram.stop();
  process.exit(0);
})().catch(problem => {
  console.error(problem);
  process.exit(1);
});
