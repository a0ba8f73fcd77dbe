import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { PortalTest } from './portal-test.ts';
import { isHere, testWith } from './programs.ts';
import { startRsyncd } from './serving/rsyncd.ts';
import {
  endpoint,
  type Fleet,
  minutesLater,
  needs,
  now,
  printed,
  seenBy,
  shownOf,
  startFleet,
  writePortal,
  writtenMs,
} from './survey/fleet.ts';
import { closedHost, serve, serveFolder, serveSilence } from './survey/servers.ts';
import { copyTree, put, traceDate } from './survey/trees.ts';

/*
 * What a survey sees of real trees behind real servers, and what of that is shown. All of it is on this machine: the hosts of
 * whatever was seen are checked.
 */

let fleet: Fleet;
beforeAll(async () => {
  if (!needs.every(isHere)) return undefined;
  const ends: (() => void | Promise<void>)[] = [];
  fleet = await startFleet((end) => void ends.unshift(end));
  return async () => {
    for (const end of ends) await end();
  };
});

const names = 'fresh behind lagging expired half-apt half-rpm emptied absent pacman repository files'.split(' ');

describe('trees in every state', () => {
  testWith(needs, 'each is shown as it is, on every page and in both languages', async () => {
    const run = await fleet.portal.run('build', minutesLater(0));
    expect(run.code).toBe(0);
    seenBy(fleet.portal);
    expect(names.map((cname) => shownOf(fleet.portal, cname)).join('\n')).toMatchInlineSnapshot(`
      "fresh: current, index current, list current, badge 最新, api current (current)
        The files were compared with upstream: they are the same version.
        经与上游比对，文件与上游版本一致。
      behind: stale, index stale, list stale, badge 已过期, api stale (behind)
        The files were compared with upstream: they are 4 d behind.
        经与上游比对，文件落后 4 天。
      lagging: late, index late, list late, badge 已滞后, api late (behind)
        The files were compared with upstream: they are 2.5 d behind.
        经与上游比对，文件落后 2.5 天。
      expired: broken, index broken, list broken, badge 不可用, api broken (expired current)
        Package managers reject the index of this mirror, because its validity has ended. The files were compared with upstream: they are the same version.
        本镜像的索引已过有效期，包管理器会拒绝使用。经与上游比对，文件与上游版本一致。
      half-apt: broken, index broken, list broken, badge 不可用, api broken (incomplete current)
        The index of this mirror lists files that are missing here. The files were compared with upstream: they are the same version.
        本镜像的索引列出的部分文件在此缺失。经与上游比对，文件与上游版本一致。
      half-rpm: broken, index broken, list broken, badge 不可用, api broken (incomplete current)
        The index of this mirror lists files that are missing here. The files were compared with upstream: they are the same version.
        本镜像的索引列出的部分文件在此缺失。经与上游比对，文件与上游版本一致。
      emptied: broken, index broken, list broken, badge 不可用, api broken (empty unreachable)
        The folder of this mirror is empty. The files cannot be reached over http on IPv4 (127.0.0.1:PORT) and https on IPv4 (127.0.0.1:PORT) right now.
        本镜像的目录是空的。目前无法通过 http（127.0.0.1:PORT，IPv4）、https（127.0.0.1:PORT，IPv4） 访问文件。
      absent: broken, index broken, list broken, badge 不可用, api broken (absent unreachable)
        The folder of this mirror does not exist. The files cannot be reached over http on IPv4 (127.0.0.1:PORT) and https on IPv4 (127.0.0.1:PORT) right now.
        本镜像的目录不存在。目前无法通过 http（127.0.0.1:PORT，IPv4）、https（127.0.0.1:PORT，IPv4） 访问文件。
      pacman: current, index current, list current, badge 最新, api current (current)
        The files were compared with upstream: they are the same version.
        经与上游比对，文件与上游版本一致。
      repository: success, index success, list success, badge 成功, api - (dated)
        Upstream was not compared.
        未与上游比对。
      files: paused, index paused, list paused, badge 已暂停, api - (dated)
        Upstream was not compared.
        未与上游比对。"
    `);
    expect(printed(run)).toMatchInlineSnapshot(`
      "content/portal.yaml: warning: mirror "absent": its folder does not exist, although its last sync succeeded [tree-broken]
        fix: Look at the log of its sync, and at what upstream has; visitors see it as broken until it is whole.
      content/portal.yaml: warning: mirror "emptied": its folder is empty, although its last sync succeeded [tree-broken]
        fix: Look at the log of its sync, and at what upstream has; visitors see it as broken until it is whole.
      content/portal.yaml: warning: mirror "expired": "dists/unstable/Release" is only valid until TIME, although its last sync succeeded [tree-broken]
        fix: Look at the log of its sync, and at what upstream has; visitors see it as broken until it is whole.
        … and 2 more of [tree-broken]; --json lists them all
      content/portal.yaml: warning: mirror "behind": its content is of TIME, 4 days behind upstream, although its last sync succeeded [tree-behind]
        fix: Check that it is synced from the right upstream, and often enough.
      content/portal.yaml: warning: http on IPv4 at 127.0.0.1:PORT fails for 2 of 11 mirrors; "absent": it answered 404 [tree-unreachable]
        fix: Ask for the address as a visitor does; if this way is not offered, say so in the filter of the endpoint.
      content/portal.yaml: warning: https on IPv4 at 127.0.0.1:PORT fails for 2 of 11 mirrors; "absent": it answered 404 [tree-unreachable]
        fix: Ask for the address as a visitor does; if this way is not offered, say so in the filter of the endpoint.
      content/portal.yaml: warning: the certificate of "127.0.0.1:PORT" ends on TIME [certificate-ends]
        fix: Renew it, and see why that did not happen by itself."
    `);
  });

  testWith(needs, 'upstream was asked once for each stamp, by name', async () => {
    const asked = fleet.upstream.requests.map(({ method, url }) => `${method} ${url}`).sort();
    expect(asked).toMatchInlineSnapshot(`
      [
        "GET /absent/repodata/repomd.xml",
        "GET /behind/project/trace/master",
        "GET /emptied/project/trace/master",
        "GET /expired/project/trace/master",
        "GET /fresh/project/trace/master",
        "GET /half-apt/project/trace/master",
        "GET /half-rpm/repodata/repomd.xml",
        "GET /lagging/repodata/repomd.xml",
        "GET /pacman/lastsync",
      ]
    `);
    const agents = fleet.upstream.requests.map(({ headers }) => headers['user-agent']);
    expect(new Set(agents)).toEqual(new Set([`heliostat (+http://127.0.0.1:${fleet.port})`]));
  });

  testWith(needs, 'within the hour nothing is looked at again, and a run without news is skipped', async () => {
    const before = writtenMs(fleet.portal, 'data/survey.json');
    // nginx writes its log in its own time.
    await expect.poll(linesOfLog, { timeout: 10_000 }).toBe(names.length);
    const countBefore = requestsSoFar();
    // The first run knows nothing of the files, the second one stamps them.
    await fleet.portal.build(minutesLater(1));
    expect(await isSkipped(minutesLater(2))).toBe(true);
    expect(writtenMs(fleet.portal, 'data/survey.json')).toBe(before);
    expect(requestsSoFar()).toBe(countBefore);
  });

  testWith(needs, 'the live host shows what build writes', async () => {
    const portal = copyOf(fleet);
    const child = portal.start('start', '--port=0', '--every=3600');
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
    const url = line.split(' ')[0]!.replace(/\/$/, '');
    for (const file of ['en/index.html', 'status/expired/index.html', 'badge/half-rpm.svg', 'en/status/index.html'])
      expect(await (await fetch(`${url}/${file.replace('index.html', '')}`)).text(), file).toBe(
        fleet.portal.read(`out/${file}`),
      );
    const { mirrors } = (await (await fetch(`${url}/api/status.json`)).json()) as typeof built;
    const built = JSON.parse(fleet.portal.read('out/api/status.json')) as { readonly mirrors: readonly object[] };
    expect(mirrors).toEqual(built.mirrors);
  });

  testWith(needs, 'after the hour they are looked at again, and upstream is asked only for what is newer', async () => {
    put(join(fleet.tree, 'behind/project/trace/master'), traceDate(now));
    onTestFinished(() => put(join(fleet.tree, 'behind/project/trace/master'), traceDate(now)));
    const askedBefore = fleet.upstream.requests.length;
    expect(await isSkipped(minutesLater(61))).toBe(false);
    const again = fleet.upstream.requests.slice(askedBefore);
    expect(again).toHaveLength(askedBefore);
    expect(again.every(({ headers }) => headers['if-modified-since'])).toBe(true);
    expect(shownOf(fleet.portal, 'behind')).toMatch(/^behind: current, index current, list current,/);
    expect(shownOf(fleet.portal, 'lagging')).toMatch(/^lagging: late,/);
  });

  testWith(needs, 'a build into what is there equals one from nothing with the same survey', async () => {
    const before = fleet.portal.files('out');
    for (const folder of ['out', 'data/articles', 'data/search', 'data/published.json', 'data/help.json'])
      rmSync(join(fleet.portal.root, folder), { recursive: true, force: true });
    await fleet.portal.build(minutesLater(61));
    expect(differences(fleet.portal.files('out'), before)).toEqual([]);
  });

  testWith(needs, 'the command looks at all of them at once, and prints a line for each', async () => {
    const { code, stdout } = await fleet.portal.run('survey', minutesLater(62));
    seenBy(fleet.portal);
    expect(code).toBe(0);
    expect(
      stdout.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME').replaceAll(/\b\d{5}\b/g, 'PORT'),
    ).toMatchInlineSnapshot(`
      "[broken] absent (rpm)  The folder of this mirror does not exist. The files cannot be reached over http on IPv4 (127.0.0.1:PORT) and https on IPv4 (127.0.0.1:PORT) right now.
      [current] behind (debian) TIME The files were compared with upstream: they are the same version.
      [broken] emptied (debian)  The folder of this mirror is empty. The files cannot be reached over http on IPv4 (127.0.0.1:PORT) and https on IPv4 (127.0.0.1:PORT) right now.
      [broken] expired (debian) TIME Package managers reject the index of this mirror, because its validity has ended. The files were compared with upstream: they are the same version.
      [paused] files (folder) TIME Upstream was not compared.
      [current] fresh (debian) TIME The files were compared with upstream: they are the same version.
      [broken] half-apt (debian) TIME The index of this mirror lists files that are missing here. The files were compared with upstream: they are the same version.
      [broken] half-rpm (rpm) TIME The index of this mirror lists files that are missing here. The files were compared with upstream: they are the same version.
      [late] lagging (rpm) TIME The files were compared with upstream: they are 2.5 d behind.
      [current] pacman (arch) TIME The files were compared with upstream: they are the same version.
      [success] repository (repository) TIME Upstream was not compared.
      11 of 11 mirrors were looked at
      "
    `);
    expect(await isSkipped(minutesLater(63))).toBe(false);
  });

  testWith(needs, 'without the key, the site is that of before, whatever is known and mirrors say', async () => {
    const [portal, plain] = [PortalTest.from(), PortalTest.from()];
    for (const each of [portal, plain])
      writePortal(fleet, each, [endpoint(`127.0.0.1:${fleet.port}`)], { survey: undefined });
    portal.write('data/survey.json', fleet.portal.read('data/survey.json'));
    for (const cname of names) plain.write(`content/mirrors/${cname}.yaml`, '{}\n');
    for (const each of [portal, plain]) await each.build(minutesLater(62));
    expect(differences(portal.files('out'), plain.files('out'))).toEqual([]);
    expect(plain.read('out/en/status/expired/index.html')).not.toContain('data-tree');
    expect(plain.has('data/survey.json')).toBe(false);
  });
});

test('the command says how to switch it on', async () => {
  const portal = PortalTest.from('two-mirrors');
  const { code, stderr } = await portal.run('survey');
  expect([code, stderr]).toMatchInlineSnapshot(`
    [
      1,
      "heliostat: nothing is looked at; set \`survey: {}\` in content/portal.yaml; see docs/survey.md
    ",
    ]
  `);
});

test('certificates that are not there are a problem, and the site is built', async () => {
  const portal = PortalTest.from().write(
    'content/portal.yaml',
    'site: { url: http://127.0.0.1:1, abbr: X }\nsources: []\nsurvey: { ca: missing.pem }\n',
  );
  const { problems } = await portal.build();
  expect(problems.map(({ code, says }) => `${code}: ${says.replace(portal.root, '')}`)).toMatchInlineSnapshot(`
    [
      "no-mirrors: no source and no file lists a mirror",
      "bad-value: survey: its \`ca\` cannot be read: there is no readable file content/missing.pem",
    ]
  `);
  expect(portal.has('out/index.html')).toBe(true);
});

describe('ways in', () => {
  const few = ['behind', 'fresh', 'lagging', 'pacman'];

  testWith(needs, 'each that is closed, hangs, leads elsewhere or gives an older tree is told of', async () => {
    const old = join(fleet.root, 'old');
    for (const cname of few) copyTree(join(fleet.tree, cname), join(old, cname));
    put(join(old, 'fresh/project/trace/master'), traceDate(new Date(now.getTime() - 48 * 3_600_000)));
    const older = await serveFolder(old, onTestFinished);
    const silence = await serveSilence(onTestFinished);
    const elsewhere = await serve(
      (_, response) => response.writeHead(302, { location: 'http://elsewhere.example.org/' }).end(),
      onTestFinished,
    );
    const secure = endpoint(fleet.secure.host, 'SSL');
    const hosts = [`127.0.0.1:${fleet.port}`, older.host, await closedHost(), silence.host, elsewhere.host];
    const survey = '{ perHost: 2, upstream: false }';
    const portal = writePortal(fleet, PortalTest.from(), [...hosts.map((host) => endpoint(host)), secure], {
      survey,
      names: few,
    });
    const run = await portal.run('build', minutesLater(0));
    const seen = seenBy(portal);
    expect(
      seen.fresh!.visits.map(({ fault, says }) => `${fault ?? 'fine'} ${says ?? ''}`.trim()),
    ).toMatchInlineSnapshot(`
      [
        "fine",
        "fine",
        "refused it refuses the connection",
        "silent no answer within 5 seconds",
        "redirect it redirects to http://elsewhere.example.org/",
        "certificate its certificate is not signed by a CA that Node trusts; set \`survey.ca\`, or NODE_USE_SYSTEM_CA=1 if this machine trusts the CA",
      ]
    `);
    expect(silence.count()).toBe(2);
    expect(shownOf(portal, 'fresh')).toMatchInlineSnapshot(`
      "fresh: failed, index failed, list failed, badge 失败, api - (dated differs unreachable)
        Upstream was not compared. Over http on IPv4 (127.0.0.1:PORT), visitors get another version of the files. The files cannot be reached over http on IPv4 (127.0.0.1:PORT), http on IPv4 (127.0.0.1:PORT), http on IPv4 (127.0.0.1:PORT) and https on IPv4 (127.0.0.1:PORT) right now.
        未与上游比对。通过 http（127.0.0.1:PORT，IPv4） 访问到的是另一个版本的文件。目前无法通过 http（127.0.0.1:PORT，IPv4）、http（127.0.0.1:PORT，IPv4）、http（127.0.0.1:PORT，IPv4）、https（127.0.0.1:PORT，IPv4） 访问文件。"
    `);
    expect(printed(run)).toMatchInlineSnapshot(`
      "content/portal.yaml: warning: http on IPv4 at 127.0.0.1:PORT fails for every mirror; "behind": it refuses the connection [tree-unreachable]
        fix: Ask for the address as a visitor does; if this way is not offered, say so in the filter of the endpoint.
      content/portal.yaml: warning: http on IPv4 at 127.0.0.1:PORT fails for every mirror; "behind": no answer within 5 seconds [tree-unreachable]
        fix: Ask for the address as a visitor does; if this way is not offered, say so in the filter of the endpoint.
      content/portal.yaml: warning: http on IPv4 at 127.0.0.1:PORT fails for every mirror; "behind": it redirects to http://elsewhere.example.org/ [tree-unreachable]
        fix: Ask for the address as a visitor does; if this way is not offered, say so in the filter of the endpoint.
        … and 1 more of [tree-unreachable]; --json lists them all"
    `);

    writePortal(fleet, portal, [endpoint(hosts[2]!)], { survey, names: few });
    await portal.build(minutesLater(1));
    expect(seenBy(portal).fresh!.visits).toHaveLength(1);
    expect(shownOf(portal, 'fresh')).toMatchInlineSnapshot(`
      "fresh: unreachable, index unreachable, list unreachable, badge 无法访问, api unreachable (dated unreachable)
        Upstream was not compared. The files cannot be reached over http on IPv4 (127.0.0.1:PORT) right now.
        未与上游比对。目前无法通过 http（127.0.0.1:PORT，IPv4） 访问文件。"
    `);
  });

  // The address of a mirror by rsync has no port, and the daemon's own one is for root alone.
  describe.skipIf(process.getuid?.() !== 0 || !hasIpv6())('by root', () => {
    testWith([...needs, 'rsync'], 'rsync is asked as a visitor asks it, and IPv6 where a host has it', async () => {
      // Every other address of loopback is free, so that test runs beside each other do not meet.
      const address = `127.${1 + (process.pid % 200)}.${process.ppid % 250}.1`;
      const four = await serveFolder(fleet.tree, onTestFinished, { address });
      const six = await serveFolder(fleet.tree, onTestFinished, { address: '::1' });
      const endpoints = [endpoint(four.host), endpoint(six.host, 'NOSSL', 'V6')];
      const portal = writePortal(fleet, PortalTest.from(), endpoints, {
        survey: '{ upstream: false }',
        names: [...few, 'absent'],
        serve: ', rsync: {}',
      });
      await portal.build(minutesLater(0));
      await startRsyncd({ portal }, undefined, { address, port: 873 });
      await portal.run('survey', minutesLater(1));
      const seen = seenBy(portal);
      const ways = (cname: string) =>
        seen[cname]!.visits.map(({ scheme, family, fault, says }) =>
          `${scheme}${family} ${fault ?? 'fine'} ${says ?? ''}`.trim(),
        );
      expect(ways('fresh')).toMatchInlineSnapshot(`
        [
          "http4 fine",
          "rsync4 fine",
          "http6 fine",
          "rsync6 refused rsync: [Receiver] failed to connect to ::1 (::1): Connection refused (111)",
        ]
      `);
      expect(ways('absent')).toMatchInlineSnapshot(`
        [
          "http4 status it answered 404",
          "rsync4 status @ERROR: chroot failed",
          "http6 status it answered 404",
          "rsync6 refused rsync: [Receiver] failed to connect to ::1 (::1): Connection refused (111)",
        ]
      `);
    });
  });

  testWith(needs, 'what there was no time for is looked at by the next run, which is not skipped', async () => {
    const slow = await serve((_, response) => setTimeout(() => response.end(), 1200), onTestFinished);
    const survey = '{ perHost: 1, seconds: 1, upstream: false }';
    const portal = writePortal(fleet, PortalTest.from(), [endpoint(slow.host)], { survey, names: few });
    const visited = () => Object.values(seenBy(portal)).flatMap(({ visits }) => visits).length;
    await portal.build(minutesLater(0));
    const seenAtFirst = visited();
    expect(seenAtFirst).toBeLessThan(few.length);
    for (let minutes = 1; minutes < 10 && visited() < few.length; minutes++) await portal.build(minutesLater(minutes));
    expect(visited()).toBe(few.length);
  });

  testWith(needs, 'on a machine without the trees, only the ways in are looked at', async () => {
    const portal = writePortal({ ...fleet, tree: join(fleet.root, 'nowhere') }, PortalTest.from(), [
      endpoint(`127.0.0.1:${fleet.port}`),
    ]);
    const { problems } = await portal.build(minutesLater(0));
    expect(problems.map(({ code }) => code)).toEqual(['tree-unreachable']);
    expect(Object.values(seenBy(portal)).every(({ folder }) => folder === undefined)).toBe(true);
    expect(shownOf(portal, 'absent')).toMatch(/^absent: unreachable,/);
    expect(shownOf(portal, 'fresh')).toMatch(/^fresh: current,/);
  });
});

function hasIpv6(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1'));
}

/** A portal of the same content, data and moment, in a folder of its own. */
function copyOf({ portal }: Fleet): PortalTest {
  const copy = PortalTest.from();
  for (const folder of ['content', 'data']) copyTree(join(portal.root, folder), join(copy.root, folder));
  return copy;
}

/** How often nginx was asked, as far as it has told. */
function linesOfLog(): number {
  return fleet.portal.read('heliostat.log').split('\n').filter(Boolean).length;
}

function requestsSoFar(): number {
  return linesOfLog() + fleet.upstream.requests.length + fleet.secure.requests.length;
}

/** Whether a build sees that there is nothing to do: each other one notes what it was made from. */
async function isSkipped(...options: string[]): Promise<boolean> {
  const before = writtenMs(fleet.portal, 'data/last-run.json');
  await fleet.portal.build(...options);
  return writtenMs(fleet.portal, 'data/last-run.json') === before;
}

/** The files that two folders do not have alike; each has its own list of its files. */
function differences(a: ReturnType<PortalTest['files']>, b: ReturnType<PortalTest['files']>): string[] {
  const all = new Set([...a.keys(), ...b.keys()]);
  return [...all].filter((file) => !file.startsWith('.heliostat/') && a.get(file)?.text !== b.get(file)?.text);
}
