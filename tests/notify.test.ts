import { once } from 'node:events';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PortalTest, type WhenOver } from './portal-test.ts';
import { findProgram, testWith } from './programs.ts';
import { SmtpSink } from './smtp-sink.ts';
import { type Answer, job, Upstream } from './upstream.ts';

/** A command that appends what it reads to `told`. */
const APPEND = ['/bin/sh', '-c', 'cat >> "$0"'];

function portalWith(whenOver: WhenOver, notify: object, languages = '[en, zh]'): PortalTest {
  const portal = PortalTest.from(undefined, whenOver);
  return portal.write('content/jobs.json', jobs('failed')).write(
    'content/portal.yaml',
    `site: { url: https://mirrors.example.org, abbr: EXAMPLE, name: X }
languages: ${languages}
timeZone: Asia/Shanghai
sources: [{ type: tunasync, file: jobs.json }]
notify: ${JSON.stringify({ rules: { failing: { afterHours: 0 } }, ...notify })}
`,
  );
}

const jobs = (status: string) =>
  JSON.stringify([
    job('debian', status, {
      update: '2026-08-08T09:00:00Z',
      started: '2026-08-08T11:00:00Z',
      ended: '2026-08-08T11:30:00Z',
    }),
  ]);

/** Build at a time of the day, and return what is printed. */
async function buildAt(portal: PortalTest, time: string): Promise<string> {
  const run = await portal.run('build', '--quiet', `--now=2026-08-08T${time}:00Z`);
  return `${run.stdout}${run.stderr}`;
}

/** Texts of the messages that the command of `APPEND` was given. */
function toldIn(portal: PortalTest): string[] {
  const lines = portal.has('told') ? portal.read('told').trim().split('\n') : [];
  return lines.map((line) => (JSON.parse(line) as { text: string }).text);
}

const appending = (portal: PortalTest) =>
  portal.edit('content/portal.yaml', '"APPEND"', JSON.stringify([...APPEND, join(portal.root, 'told')]));

/** A webhook on loopback, and the bodies that it was sent. */
async function webhook(whenOver: WhenOver): Promise<{ readonly upstream: Upstream; readonly bodies: string[] }> {
  const upstream = await Upstream.start();
  whenOver(() => upstream.stop());
  return { upstream, bodies: [] };
}

/** Read a request to its end, then answer. */
const reading =
  (bodies: string[], answer: Answer): Answer =>
  (request, response) => {
    let body = '';
    request
      .on('data', (chunk) => (body += chunk))
      .on('end', () => {
        bodies.push(body);
        answer(request, response);
      });
  };

testWith(['msmtp'], 'a mail program of Debian sends a mail when an alarm begins, and one when it is over', async () => {
  const sink = await SmtpSink.start();
  onTestFinished(() => sink.stop());
  const mail = {
    to: ['ops@example.org', 'second@example.org'],
    from: 'heliostat@example.org',
    sendmail: findProgram('msmtp')!,
  };
  const portal = portalWith(onTestFinished, { mail }, '[zh, en]');
  portal.write('home/.msmtprc', `account default\nhost 127.0.0.1\nport ${sink.port}\nfrom nobody@example.org\n`);
  chmodSync(join(portal.root, 'home/.msmtprc'), 0o600);
  vi.stubEnv('HOME', join(portal.root, 'home'));
  onTestFinished(() => void vi.unstubAllEnvs());
  const printed = [await buildAt(portal, '12:00'), await buildAt(portal, '12:05'), await buildAt(portal, '12:10')];
  expect([printed, sink.mails.length]).toEqual([['', '', ''], 1]);
  portal.write('content/jobs.json', jobs('success'));
  await buildAt(portal, '12:15');
  await buildAt(portal, '12:20');
  const [begin, end] = sink.mails;
  expect(begin!.to).toEqual(mail.to);
  expect(begin).toMatchInlineSnapshot(`
    {
      "header": {
        "auto-submitted": "auto-generated",
        "content-transfer-encoding": "base64",
        "content-type": "text/plain; charset=utf-8",
        "date": "Sat, 08 Aug 2026 12:05:00 +0000",
        "from": "heliostat@example.org",
        "message-id": "<begin.20260808120000000.xfailing_3Adebian@mirrors.example.org>",
        "mime-version": "1.0",
        "subject": "[EXAMPLE] 告警：debian 同步失败",
        "to": "ops@example.org, second@example.org",
      },
      "text": "[EXAMPLE] 告警：debian 同步失败
    开始于 2026-08-08 20:00 +08:00
    https://mirrors.example.org/status/debian/

    -- 
    由 https://mirrors.example.org 的 Heliostat 发送。发送的内容与对象见 portal.yaml 的 \`notify\`。
    ",
      "to": [
        "ops@example.org",
        "second@example.org",
      ],
    }
  `);
  expect(end!.header['in-reply-to']).toBe(begin!.header['message-id']);
  expect([end!.header.subject, end!.text]).toMatchInlineSnapshot(`
    [
      "[EXAMPLE] 解除：debian 同步失败",
      "[EXAMPLE] 解除：debian 同步失败
    2026-08-08 20:00 +08:00 至 2026-08-08 20:20 +08:00
    https://mirrors.example.org/status/debian/

    -- 
    由 https://mirrors.example.org 的 Heliostat 发送。发送的内容与对象见 portal.yaml 的 \`notify\`。
    ",
    ]
  `);
});

test.concurrent('a webhook that fails twice and then hangs keeps its message until it works; a command that fails does not matter to it', async ({
  expect,
  onTestFinished,
}) => {
  const { upstream, bodies } = await webhook(onTestFinished);
  const portal = portalWith(onTestFinished, {
    webhook: [{ url: { file: 'hook' }, format: 'slack' }],
    command: ['/bin/sh', '-c', 'echo no s3nse >&2; exit 3'],
  });
  portal.write('content/hook', upstream.url.replace('/jobs', '/hooks/s3cret'));
  upstream.answers(reading(bodies, (_, response) => response.writeHead(500).end('s3cret')));
  expect(await buildAt(portal, '12:00')).toBe('');
  const printed = [await buildAt(portal, '12:05'), await buildAt(portal, '12:10'), await buildAt(portal, '12:15')];
  expect(printed[0]).toMatchInlineSnapshot(`
    "content/portal.yaml: notify.webhook.0: warning: it answered 500 Internal Server Error; 1 message waits [notify-failed]
      fix: Check its \`url\`, \`secret\` and \`headers\`, and that the service is up, then run \`heliostat notify --test\`; the next runs try again.
    content/portal.yaml: notify.command: warning: /bin/sh ended with code 3: no s3nse; 1 message waits [notify-failed]
      fix: Start the command by hand, and look at its output, then run \`heliostat notify --test\`; the next runs try again.
    "
  `);
  expect([printed[2], bodies.length]).toEqual([printed[1], 2]);
  upstream.answers(reading(bodies, () => undefined));
  expect(await buildAt(portal, '12:20')).toContain(
    'notify.webhook.0: warning: no answer within 10 seconds; 1 message waits',
  );
  upstream.answers(reading(bodies, (_, response) => response.end('ok')));
  expect(await buildAt(portal, '12:40')).not.toContain('webhook');
  expect(bodies).toEqual(bodies.map(() => bodies[0]));
  expect([bodies.length, JSON.parse(bodies[0]!)]).toMatchInlineSnapshot(`
    [
      4,
      {
        "text": "[EXAMPLE] debian: syncs are failing
    Since 2026-08-08 20:00 +08:00
    https://mirrors.example.org/status/debian/",
      },
    ]
  `);
  const written = ['data', 'out', 'config-out'].flatMap((folder) => [...portal.files(folder).values()]);
  expect(
    written.filter(({ text }) => text.includes('s3cret')).length + (printed.join().includes('s3cret') ? 1 : 0),
  ).toBe(0);
});

test.concurrent('heliostat notify sends what waits, and --test says how each channel does', async ({
  expect,
  onTestFinished,
}) => {
  const { upstream, bodies } = await webhook(onTestFinished);
  const portal = portalWith(onTestFinished, {
    webhook: [{ url: upstream.url, format: 'wecom', headers: { 'X-Key': { file: 'key' } } }],
    command: 'APPEND',
    quiet: { from: '20:00', to: '22:30' },
  });
  appending(portal).write('content/key', 'of the file\n');
  upstream.answers(reading(bodies, (_, response) => response.end('{"errcode":93000,"errmsg":"invalid webhook url"}')));
  await buildAt(portal, '12:00');
  await buildAt(portal, '12:05');
  const notify = async (...options: string[]) => {
    const { code, stdout, stderr } = await portal.run('notify', ...options);
    return `exit ${code}\n${stdout}${stderr}`;
  };
  expect(await notify('--test')).toMatchInlineSnapshot(`
    "exit 1
    webhook.0: failed: it refused the message (93000: invalid webhook url)
    command: sent
    content/portal.yaml: notify.webhook.0: warning: it refused the message (93000: invalid webhook url) [notify-failed]
      fix: Check its \`url\`, \`secret\` and \`headers\`, and that the service is up, then run \`heliostat notify --test\`; the next runs try again.
    heliostat: 1 channel failed
    "
  `);
  expect(await notify('--now=2026-08-08T12:10:00Z')).toMatchInlineSnapshot(`
    "exit 0
    0 messages sent
    webhook.0: 1 message waiting until 2026-08-08T14:30:00.000Z, when the quiet hours are over
    command: 1 message waiting until 2026-08-08T14:30:00.000Z, when the quiet hours are over
    "
  `);
  upstream.answers({ errcode: 0, errmsg: 'ok' });
  expect(await notify('--now=2026-08-08T14:30:00Z')).toMatchInlineSnapshot(`
    "exit 0
    2 messages sent
    "
  `);
  expect(upstream.requests.map(({ method, headers }) => `${method} ${headers['x-key']}`)).toEqual([
    'POST of the file',
    'POST of the file',
  ]);
  expect(toldIn(portal)).toMatchInlineSnapshot(`
    [
      "[EXAMPLE] Test message
    This channel works. Alarms of the mirror site are sent here.",
      "[EXAMPLE] debian: syncs are failing
    Since 2026-08-08 20:00 +08:00
    https://mirrors.example.org/status/debian/",
    ]
  `);
  portal.write('content/portal.yaml', 'site: { url: https://mirrors.example.org, abbr: EXAMPLE }\n');
  expect(await notify()).toMatchInlineSnapshot(`
    "exit 2
    heliostat: nobody is told; set \`notify: { mail: …, webhook: …, command: … }\` in portal.yaml
    "
  `);
});

test.concurrent('a site that is held back and a run that fails are told, though no portal is made', async ({
  expect,
  onTestFinished,
}) => {
  const portal = appending(portalWith(onTestFinished, { command: 'APPEND', rules: { failing: false } }));
  await buildAt(portal, '12:00');
  const good = portal.read('content/portal.yaml');
  portal.write('content/portal.yaml', good.replace('sources:', 'source:').replace('notify:', 'notiffy:'));
  await buildAt(portal, '12:05');
  await buildAt(portal, '12:10');
  rmSync(join(portal.root, 'content/portal.yaml'));
  await buildAt(portal, '12:15');
  await buildAt(portal, '12:20');
  portal.write('content/portal.yaml', good);
  await buildAt(portal, '12:25');
  await buildAt(portal, '12:30');
  expect(toldIn(portal)).toMatchInlineSnapshot(`
    [
      "[EXAMPLE] the site is held back: it stays as it was, because too much is missing or wrong
    Since 2026-08-08 20:05 +08:00
    Correct it; the fault is reported separately.",
      "[EXAMPLE] content/portal.yaml:4:1: key "source" is not known [unknown-key]
    Since 2026-08-08 20:05 +08:00
    Did you mean "sources"? Use one of site, languages, timeZone, disk, endpoints, look, nav, frequent, footer, sponsors, help, deploy, history, hold, notify, serve, downloads, survey, ignore, sources.",
      "[EXAMPLE] content/portal.yaml:5:1: key "notiffy" is not known [unknown-key]
    Since 2026-08-08 20:05 +08:00
    Did you mean "notify"? Use one of site, languages, timeZone, disk, endpoints, look, nav, frequent, footer, sponsors, help, deploy, history, hold, notify, serve, downloads, survey, ignore, sources.",
      "[EXAMPLE] a run failed: there is no content/portal.yaml; see README.md for the smallest one
    Since 2026-08-08 20:15 +08:00",
      "[EXAMPLE] Over: a run failed: there is no content/portal.yaml; see README.md for the smallest one
    From 2026-08-08 20:15 +08:00 to 2026-08-08 20:30 +08:00",
      "[EXAMPLE] Over: the site is held back: it stays as it was, because too much is missing or wrong
    From 2026-08-08 20:05 +08:00 to 2026-08-08 20:30 +08:00",
      "[EXAMPLE] Over: content/portal.yaml:4:1: key "source" is not known [unknown-key]
    From 2026-08-08 20:05 +08:00 to 2026-08-08 20:30 +08:00",
      "[EXAMPLE] Over: content/portal.yaml:5:1: key "notiffy" is not known [unknown-key]
    From 2026-08-08 20:05 +08:00 to 2026-08-08 20:30 +08:00",
    ]
  `);
});

test.concurrent('an empty tree is told, although its sync succeeds', async ({ expect, onTestFinished }) => {
  const portal = appending(
    portalWith(onTestFinished, { command: 'APPEND', rules: { broken: { afterHours: 0 } } }),
  ).write('content/jobs.json', jobs('success'));
  mkdirSync(join(portal.root, 'srv/debian'), { recursive: true });
  mkdirSync(join(portal.root, 'srv/other'));
  const settings = `survey: { visits: false, upstream: false }\nserve: { dataRoot: ${join(portal.root, 'srv')} }\n`;
  portal.edit('content/portal.yaml', 'notify:', `${settings}notify:`);
  expect(await buildAt(portal, '12:00')).toContain('[tree-broken]');
  await buildAt(portal, '12:05');
  expect(toldIn(portal)).toMatchInlineSnapshot(`
    [
      "[EXAMPLE] debian: the files cannot be used
    Since 2026-08-08 20:00 +08:00
    mirror "debian": its folder is empty, although its last sync succeeded
    https://mirrors.example.org/status/debian/",
    ]
  `);
});

test.concurrent('the live host tells in its second tick', async ({ expect, onTestFinished }) => {
  const portal = appending(portalWith(onTestFinished, { command: 'APPEND' }));
  const child = portal.start('start', '--port', '0', '--every', '1');
  for (let tries = 0; tries < 120 && toldIn(portal).length === 0; tries++) await wait(250);
  await wait(1200);
  child.kill();
  await once(child, 'exit');
  expect(toldIn(portal)).toHaveLength(1);
});

test.concurrent('a run with nothing to tell is skipped, and one with something is not', async ({
  expect,
  onTestFinished,
}) => {
  const portal = appending(portalWith(onTestFinished, { command: 'APPEND', rules: { failing: { afterHours: 2 } } }));
  const untilAfter = async (time: string) => {
    await buildAt(portal, time);
    const { at, until } = JSON.parse(portal.read('data/last-run.json')) as { at: string; until: string };
    return `${at.slice(11, 16)} until ${until.slice(11, 16)}`;
  };
  // The first run knows nothing of its files, the second one is the second to see the alarm.
  expect([await untilAfter('12:00'), await untilAfter('12:05'), await untilAfter('12:10')]).toEqual([
    '12:00 until 12:00',
    '12:05 until 14:00',
    '12:05 until 14:00',
  ]);
  expect([await untilAfter('14:00'), toldIn(portal).length]).toEqual(['14:00 until 16:00', 1]);
});
