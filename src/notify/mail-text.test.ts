import { expect, test } from 'vitest';
import { headerText, messageToMail } from './mail-text.ts';
import { batchToMessage, type Sender, testMessage } from './message.ts';
import type { AlarmEvent } from './notify-state.ts';

const sender: Sender = {
  language: 'en',
  timeZone: 'Asia/Shanghai',
  abbr: 'EXAMPLE',
  url: 'https://mirrors.example.org/sub',
};
const chinese: Sender = { ...sender, language: 'zh' };
const now = new Date('2026-08-08T12:05:00Z');

const event = (kind: AlarmEvent['kind'], fields: Partial<AlarmEvent> = {}): AlarmEvent => ({
  kind,
  key: 'failing:debian',
  rule: 'failing',
  mirror: 'debian',
  says: 'debian: syncs are failing',
  url: 'https://mirrors.example.org/sub/status/debian/',
  since: '2026-08-08T00:00:00.000Z',
  at: '2026-08-08T12:05:00.000Z',
  ...fields,
});
const mail = (events: readonly AlarmEvent[], from: Sender = sender, to: string | string[] = 'root') =>
  messageToMail(batchToMessage({ events, omitted: 0 }, from), { to }, now);

test('the beginning of an alarm', () => {
  expect(mail([event('begin')])).toMatchInlineSnapshot(`
    "To: root
    Subject: [EXAMPLE] debian: syncs are failing
    Date: Sat, 08 Aug 2026 12:05:00 +0000
    Message-ID: <begin.20260808000000000.xfailing_3Adebian@mirrors.example.org>
    Auto-Submitted: auto-generated
    MIME-Version: 1.0
    Content-Type: text/plain; charset=us-ascii
    Content-Transfer-Encoding: 7bit

    [EXAMPLE] debian: syncs are failing
    Since 2026-08-08 08:00 +08:00
    https://mirrors.example.org/sub/status/debian/

    -- 
    Sent by Heliostat for https://mirrors.example.org/sub. The key \`notify\` of portal.yaml says what is sent, and to whom.
    "
  `);
});

test('its end is shown below it, because it names it', () => {
  const [, id] = /^Message-ID: (.*)$/m.exec(mail([event('begin')]))!;
  expect(mail([event('end')])).toContain(`\nIn-Reply-To: ${id}\n`);
});

test('a digest', () => {
  const fixed = event('begin', {
    key: 'run',
    rule: 'run',
    says: 'the site is held back',
    fix: 'Correct it.',
    url: undefined,
  });
  expect(mail([event('end'), fixed])).toMatchInlineSnapshot(`
    "To: root
    Subject: [EXAMPLE] 1 new, 1 over
    Date: Sat, 08 Aug 2026 12:05:00 +0000
    Message-ID: <digest.20260808120500000.x2-failing_3Adebian-run@mirrors.example.org>
    Auto-Submitted: auto-generated
    MIME-Version: 1.0
    Content-Type: text/plain; charset=us-ascii
    Content-Transfer-Encoding: 7bit

    [EXAMPLE] 1 new, 1 over
    Over: debian: syncs are failing
      From 2026-08-08 08:00 +08:00 to 2026-08-08 20:05 +08:00
      https://mirrors.example.org/sub/status/debian/
    the site is held back
      Since 2026-08-08 08:00 +08:00
      Correct it.

    -- 
    Sent by Heliostat for https://mirrors.example.org/sub. The key \`notify\` of portal.yaml says what is sent, and to whom.
    "
  `);
});

test('Chinese is encoded, in the subject in words of at most 75 characters', () => {
  const says = `${'开源软件镜像'.repeat(10)} 同步失败`;
  const text = mail([event('begin', { says })], chinese);
  const subject = /^Subject: ((?:.*\n )*.*)$/m.exec(text)![1]!;
  const words = subject.split('\n ');
  expect(words.length).toBeGreaterThan(3);
  expect(Math.max(...words.map((word) => word.length))).toBeLessThanOrEqual(75);
  const decoded = words.map((word) => Buffer.from(/^=\?utf-8\?B\?(.*)\?=$/.exec(word)![1]!, 'base64').toString('utf8'));
  expect(decoded.join('')).toBe(`[EXAMPLE] 告警：${says}`);
  expect(text).toMatch(/^[\n\x20-\x7e]*$/);
  expect(Buffer.from(text.split('\n\n')[1]!, 'base64').toString('utf8')).toContain('开始于 2026-08-08 08:00 +08:00');
});

test.each([
  ['a line break', 'debian\r\nBcc: evil@example.org\n\nHello'],
  ['a lone carriage return', 'debian\rBcc: evil@example.org'],
  ['a line break of Unicode', 'debian\u2028Bcc: evil@example.org'],
  ['an encoded word', 'debian =?utf-8?B?Cg==?= x'],
  ['half of a surrogate pair', 'debian \ud83d x'],
])('a name with %s begins no header', (_, name) => {
  const text = mail([event('begin', { says: name, key: `failing:${name}`, mirror: name })], { ...sender, abbr: name });
  const header = text.slice(0, text.indexOf('\n\n'));
  expect(
    header
      .split('\n')
      .filter((line) => !line.startsWith(' '))
      .map((line) => line.split(':')[0]),
  ).toEqual([
    'To',
    'Subject',
    'Date',
    'Message-ID',
    'Auto-Submitted',
    'MIME-Version',
    'Content-Type',
    'Content-Transfer-Encoding',
  ]);
  expect(header).not.toMatch(/^Bcc/im);
});

test('no line is longer than RFC 5322 allows', () => {
  const long = 'x'.repeat(3000);
  const events = Array.from({ length: 500 }, (_, index) =>
    event('begin', { says: long, key: `${long}${index}`, fix: long, url: `https://example.org/${long}` }),
  );
  const text = mail(
    events,
    { ...sender, abbr: long, url: 'https://mirrors.example.org' },
    Array.from({ length: 100 }, (_, index) => `user-${index}@example.org`),
  );
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  expect(text.length).toBeLessThan(300_000);
});

test('plain text stays as it is in a header', () => {
  expect(headerText('[EXAMPLE] debian: syncs are failing')).toBe('[EXAMPLE] debian: syncs are failing');
  expect(headerText('')).toBe('=?utf-8?B??=');
});

test('a test message has a new id each time', () => {
  const id = (at: Date) => /^Message-ID: (.*)$/m.exec(messageToMail(testMessage(sender), { to: 'root' }, at))![1];
  expect(id(now)).not.toBe(id(new Date('2026-08-08T12:06:00Z')));
});
