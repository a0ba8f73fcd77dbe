import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import { testWith } from './programs.ts';
import { Sandbox } from './sandbox.ts';
import { crawl, masterList } from './serving/crawler.ts';
import { logged } from './serving/log.ts';
import { apache, ask, caddy, nginx } from './serving/servers.ts';
import { addressOf, buildSite, readBytes, type Site, serve, serveForAll } from './serving/site.ts';

describe.each([nginx, apache, caddy])('$name', (kind) => {
  const served = serveForAll(kind);

  testWith([...kind.needs, 'wget'], 'wget resumes a file that was cut, and leaves a whole one alone', async () => {
    const [site, sandbox] = [served(), new Sandbox()];
    const image = publish(site, 'misc/wget/a.iso', randomBytes(3_000_000));
    const copy = keep(sandbox, 'a.iso', image.subarray(0, 1_000_000));
    for (let time = 0; time < 2; time++) {
      sandbox.must('wget', '--continue', `${addressOf(site)}/misc/wget/a.iso`);
      expect(readFileSync(copy)).toEqual(image);
    }
    expect(await logged(site, '/misc/wget/', 2)).toMatchObject([
      { status: 206, range: 'bytes=1000000-', bodyBytes: 2_000_000 },
      { status: 416, range: 'bytes=3000000-' },
    ]);
  });

  testWith([...kind.needs, 'wget'], 'wget takes a whole folder by its lists, but no work files', async () => {
    const [site, sandbox] = [served(), new Sandbox()];
    const names = ['a b+c~d^e.iso', '文件 100%.iso', 'x:y.iso', "below/it's.iso", 'below/#1.iso'];
    for (const name of [...names, '.~tmp~/half.iso']) publish(site, `misc/folder/${name}`, randomBytes(100));
    const options = ['--recursive', '--no-parent', '--no-host-directories', '--restrict-file-names=nocontrol'];
    sandbox.run('wget', ...options, `${addressOf(site)}/misc/folder/`);
    const files = readdirSync(sandbox.home, { recursive: true, encoding: 'utf8' });
    const images = files.filter((file) => file.endsWith('.iso'));
    expect(images.sort()).toEqual(names.map((name) => `misc/folder/${name}`).sort());
    for (const image of images) expect(readBytes(sandbox.home, image)).toEqual(readBytes(site.data, image));
  });

  testWith([...kind.needs, 'curl'], 'curl gets the pieces that it asks for, or the file if too many', async () => {
    const [site, sandbox] = [served(), new Sandbox()];
    const image = publish(site, 'misc/curl/a.iso', randomBytes(100_000));
    const get = (range: string) => {
      const options = ['--silent', '--output', 'got', '--write-out', '%{http_code} %{content_type}'];
      const said = sandbox.must('curl', ...options, '--range', range, `${addressOf(site)}/misc/curl/a.iso`);
      return { said, bytes: readBytes(sandbox.home, 'got') };
    };
    const one = '206 application/octet-stream';
    expect(get('0-99')).toEqual({ said: one, bytes: image.subarray(0, 100) });
    expect(get('99990-')).toEqual({ said: one, bytes: image.subarray(-10) });
    expect(get('-50')).toEqual({ said: one, bytes: image.subarray(-50) });
    const starts = (count: number) => Array.from({ length: count }, (_, at) => at * 300);
    const several = (count: number) => {
      const ranges = starts(count).map((start) => `${start}-${start + 9}`);
      return get(ranges.join());
    };
    for (const count of [2, 256]) {
      const { said, bytes } = several(count);
      expect(said).toMatch(/^206 multipart\/byteranges/);
      for (const start of starts(count)) expect(bytes.includes(image.subarray(start, start + 10))).toBe(true);
    }
    const tooMany = { said: '200 application/octet-stream', bytes: image };
    if (kind !== caddy) expect(several(257)).toEqual(tooMany); // which has no limit
  });

  // It wants an empty line before the first piece, and asks for the same forever when Go, and so Caddy, sends none.
  if (kind !== caddy)
    testWith([...kind.needs, 'zsync'], 'zsync fetches what has changed of an image, and no more', async () => {
      const [site, sandbox] = [served(), new Sandbox()];
      const image = publish(site, 'misc/zsync/a.iso', randomBytes(2_000_000));
      const old = Buffer.from(image);
      for (const at of [0, 500_000, 1_000_000, 1_999_999]) old[at]! ^= 1;
      keep(sandbox, 'old.iso', old);
      const published = join(site.data, 'misc/zsync/a.iso');
      sandbox.must('zsyncmake', '-u', 'a.iso', '-o', `${published}.zsync`, published);
      // It has no exceptions from proxies.
      const zsync = ['-u', 'http_proxy', 'zsync', '-i', 'old.iso', '-o', 'new.iso'];
      sandbox.must('env', ...zsync, `${addressOf(site)}/misc/zsync/a.iso.zsync`);
      expect(readBytes(sandbox.home, 'new.iso')).toEqual(image);
      const [control, ...pieces] = await logged(site, '/misc/zsync/', 2);
      expect(control).toMatchObject({ path: '/misc/zsync/a.iso.zsync', status: 200 });
      expect(new Set(pieces.map(({ status }) => status))).toEqual(new Set([206]));
      // Four blocks of 2 KiB, and what stands around them.
      expect(pieces.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0)).toBeLessThan(10_000);
    });

  testWith(kind.needs, 'MirrorManager’s crawler finds all files, whatever is limited and blocked', async () => {
    const site = await buildSite({
      serve: '  limits: { connections: 1, requestsPerSecond: 1 }\n  blockUserAgents: [crawler, mirrormanager]\n',
    });
    for (let bytes = 1; bytes <= 300; bytes++)
      publish(site, `fedora/linux/updates/p/c++-4.9~rc${bytes}^git-1.x86_64.rpm`, Buffer.alloc(bytes));
    await serve(site, kind);
    const master = masterList(join(site.data, 'fedora/linux'));
    expect(master.files.length).toBeGreaterThan(320);
    expect(master.files.filter(({ sha256 }) => sha256)).toHaveLength(1);
    expect(await crawl(site.port, '/fedora/linux', master)).toEqual({ faults: [], connections: 1 });
    const statusFor = async (agent: string) =>
      (await ask(site.port, '/fedora/linux/', { headers: { 'user-agent': agent } })).status;
    expect(await statusFor('another crawler')).toBe(403);
    const others = [];
    for (let time = 0; time < 30; time++) others.push(await statusFor('Wget'));
    // The others leave limits to the kernel.
    expect(others.includes(429)).toBe(kind === nginx);
  });
});

/** Put a file onto a site. @param file relative to the folder of the mirrors */
function publish({ data }: Site, file: string, bytes: Buffer): Buffer {
  mkdirSync(dirname(join(data, file)), { recursive: true });
  writeFileSync(join(data, file), bytes);
  return bytes;
}

/** Have a copy from earlier. */
function keep({ home }: Sandbox, file: string, bytes: Buffer): string {
  writeFileSync(join(home, file), bytes);
  return join(home, file);
}
