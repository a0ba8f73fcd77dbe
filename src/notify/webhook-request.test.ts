import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { webhookFormats } from '../model/notify-schema.ts';
import { batchToMessage, type Sender } from './message.ts';
import type { AlarmEvent } from './notify-state.ts';
import { answerFault, messageToBody, textToSign, webhookUrl } from './webhook-request.ts';

const sender: Sender = {
  language: 'zh',
  timeZone: 'Asia/Shanghai',
  abbr: 'EXAMPLE',
  url: 'https://mirrors.example.org',
};
const event = (says: string, index = 0): AlarmEvent => ({
  kind: index % 2 ? 'end' : 'begin',
  key: `failing:${index}`,
  rule: 'failing',
  mirror: 'debian',
  says,
  url: 'https://mirrors.example.org/status/debian/',
  since: '2026-08-08T00:00:00.000Z',
  at: '2026-08-08T12:05:00.000Z',
});
const message = (...says: string[]) => batchToMessage({ events: says.map(event), omitted: 0 }, sender);
const signature = { timestamp: '1786190400', sign: 'c2lnbg==' };

test('each service has its own words', () => {
  const bodies = webhookFormats
    .filter((format) => format !== 'json')
    .map(
      (format) =>
        `${format}: ${messageToBody(message('debian <同步> 失败 & @all'), format, { chat: '-100', signature })}`,
    );
  expect(bodies.join('\n')).toMatchInlineSnapshot(`
    "slack: {"text":"[EXAMPLE] 告警：debian &lt;同步&gt; 失败 &amp; @all\\n开始于 2026-08-08 08:00 +08:00\\nhttps://mirrors.example.org/status/debian/"}
    discord: {"content":"[EXAMPLE] 告警：debian <同步> 失败 & @all\\n开始于 2026-08-08 08:00 +08:00\\nhttps://mirrors.example.org/status/debian/","allowed_mentions":{"parse":[]},"flags":4}
    feishu: {"timestamp":"1786190400","sign":"c2lnbg==","msg_type":"text","content":{"text":"[EXAMPLE] 告警：debian ＜同步＞ 失败 & @all\\n开始于 2026-08-08 08:00 +08:00\\nhttps://mirrors.example.org/status/debian/"}}
    dingtalk: {"msgtype":"text","text":{"content":"[EXAMPLE] 告警：debian <同步> 失败 & @all\\n开始于 2026-08-08 08:00 +08:00\\nhttps://mirrors.example.org/status/debian/"},"at":{"isAtAll":false}}
    wecom: {"msgtype":"text","text":{"content":"[EXAMPLE] 告警：debian ＜同步＞ 失败 & @all\\n开始于 2026-08-08 08:00 +08:00\\nhttps://mirrors.example.org/status/debian/"}}
    telegram: {"chat_id":"-100","text":"[EXAMPLE] 告警：debian <同步> 失败 & @all\\n开始于 2026-08-08 08:00 +08:00\\nhttps://mirrors.example.org/status/debian/","link_preview_options":{"is_disabled":true}}"
  `);
});

test('a program is told everything', () => {
  expect(JSON.parse(messageToBody(message('a', 'b'), 'json', {}))).toMatchInlineSnapshot(`
    {
      "alarms": [
        {
          "at": "2026-08-08T12:05:00.000Z",
          "key": "failing:0",
          "kind": "begin",
          "mirror": "debian",
          "rule": "failing",
          "says": "a",
          "since": "2026-08-08T00:00:00.000Z",
          "url": "https://mirrors.example.org/status/debian/",
        },
        {
          "at": "2026-08-08T12:05:00.000Z",
          "key": "failing:1",
          "kind": "end",
          "mirror": "debian",
          "rule": "failing",
          "says": "b",
          "since": "2026-08-08T00:00:00.000Z",
          "url": "https://mirrors.example.org/status/debian/",
        },
      ],
      "kind": "digest",
      "language": "zh",
      "omitted": 0,
      "site": {
        "abbr": "EXAMPLE",
        "url": "https://mirrors.example.org",
      },
      "text": "[EXAMPLE] 新告警 1 条，解除 1 条
    告警：a
      开始于 2026-08-08 08:00 +08:00
      https://mirrors.example.org/status/debian/
    解除：b
      2026-08-08 08:00 +08:00 至 2026-08-08 20:05 +08:00
      https://mirrors.example.org/status/debian/",
      "title": "[EXAMPLE] 新告警 1 条，解除 1 条",
    }
  `);
});

test.each([
  ['slack', 12_000],
  ['discord', 2000],
  ['feishu', 16_000],
  ['dingtalk', 16_000],
  ['wecom', 2048],
  ['telegram', 4096],
] as const)(
  'a digest of 500 alarms has at most the length that %s takes, and says how many are left out',
  (format, most) => {
    const long = message(...Array.from({ length: 500 }, (_, index) => `镜像 ${index} ${'<&>'.repeat(20)}`));
    const body = messageToBody(long, format, { chat: '-100' });
    const { text, content, ...other } = JSON.parse(body) as Record<string, unknown>;
    const texts = [text, content, Object(text).content, Object(content).text].filter((one) => typeof one === 'string');
    expect([texts.length, Object.keys(other).length < 5]).toEqual([1, true]);
    expect(new TextEncoder().encode(texts[0]).length).toBeLessThanOrEqual(most);
    expect(texts[0]).toMatch(/……另有 \d+ 条$/);
  },
);

test('one alarm that is too long is cut', () => {
  const body = JSON.parse(messageToBody(message('镜'.repeat(5000)), 'wecom', {})) as { text: { content: string } };
  expect(new TextEncoder().encode(body.text.content).length).toBeLessThanOrEqual(2048);
});

describe('signatures are as the documents of the services say', () => {
  const now = new Date('2026-08-08T12:00:00.123Z');
  const signed = (format: 'feishu' | 'dingtalk') => {
    const { timestamp, key, text } = textToSign(format, now, 'SEC0')!;
    return { timestamp, sign: createHmac('sha256', key).update(text).digest('base64') };
  };

  test('feishu signs nothing with the time and the key', () => {
    const sign = createHmac('sha256', '1786190400\nSEC0').update('').digest('base64');
    expect(signed('feishu')).toEqual({ timestamp: '1786190400', sign });
    expect(JSON.parse(messageToBody(message('a'), 'feishu', { signature: signed('feishu') }))).toMatchObject({
      timestamp: '1786190400',
      sign,
    });
  });

  test('dingtalk signs the time and the key, in the address', () => {
    const url = webhookUrl('https://oapi.dingtalk.com/robot/send?access_token=t', 'dingtalk', signed('dingtalk'));
    const sign = createHmac('sha256', 'SEC0').update('1786190400123\nSEC0').digest('base64');
    expect(Object.fromEntries(url.searchParams)).toEqual({ access_token: 't', timestamp: '1786190400123', sign });
  });

  test('others do not sign', () => {
    expect(textToSign('slack', now, 'SEC0')).toBeUndefined();
  });
});

test.each([
  ['https://api.telegram.org/bot1:x', 'https://api.telegram.org/bot1:x/sendMessage'],
  ['https://api.telegram.org/bot1:x/sendMessage', 'https://api.telegram.org/bot1:x/sendMessage'],
])('telegram: %s', (url, expected) => {
  expect(webhookUrl(url, 'telegram', undefined).href).toBe(expected);
});

test.each([
  ['dingtalk', '{"errcode":0,"errmsg":"ok"}', undefined],
  ['dingtalk', '{"errcode":310000,"errmsg":"sign not match"}', 'it refused the message (310000: sign not match)'],
  [
    'wecom',
    '{"errcode":45009,"errmsg":"api freq out of limit"}',
    'it refused the message (45009: api freq out of limit)',
  ],
  ['wecom', '<html>', 'its answer is not JSON'],
  ['wecom', 'null', 'it refused the message'],
  ['feishu', '{"code":0,"msg":"success"}', undefined],
  ['feishu', '{"StatusCode":0,"StatusMessage":"success"}', undefined],
  ['feishu', '{"code":19021,"msg":"sign match fail"}', 'it refused the message (19021: sign match fail)'],
  ['telegram', '', 'its answer is not JSON'],
  ['telegram', '{"ok":true,"result":{}}', undefined],
  [
    'telegram',
    '{"ok":false,"description":"Bad Request: chat not found"}',
    'it refused the message (Bad Request: chat not found)',
  ],
  ['slack', 'ok', undefined],
  ['discord', '', undefined],
  ['json', 'anything', undefined],
] as const)('%s answers %s', (format, body, fault) => {
  expect(answerFault(format, body)).toBe(fault);
});
