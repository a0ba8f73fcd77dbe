import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { findProgram, testWith } from './programs.ts';
import { askForModule, startRsyncd } from './serving/rsyncd.ts';
import { buildSite, type SiteOptions } from './serving/site.ts';
import { mirrors, open } from './serving/tree.ts';

const iso = 'linux/releases/40/Workstation/x86_64/iso';
/** The daemon takes the user's and the mirror's place by rights that root alone has. */
const isRoot = process.getuid?.() === 0;

const siteWith = (rsync: string, options: SiteOptions = {}) => buildSite({ serve: `  rsync: ${rsync}\n`, ...options });

/** What a folder has, by name: text of files, targets of links. */
function contents(folder: string): Map<string, string | undefined> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(names.map((name) => [name, contentOf(join(folder, name))]));
}

function contentOf(path: string): string | undefined {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return readlinkSync(path);
  return stats.isFile() ? readFileSync(path, 'latin1') : undefined;
}

describe.skipIf(!isRoot)('by root', () => {
  testWith(['rsync'], 'a client sees each mirror by its name, and is told who they are', async () => {
    const site = await siteWith('{}', { mirrorFiles: { debian: 'name: { zh: 德班, en: Debian }' } });
    const { rsync } = await startRsyncd(site);
    const { stdout } = rsync('rsync:///');
    expect(stdout).toMatch(/^debian {9}\t德班$/m);
    expect(stdout.match(/^\S+/gm)!.sort()).toEqual(mirrors);
  });

  testWith(
    ['rsync'],
    'a client gets a mirror byte for byte, but for what a sync left and what is not public',
    async () => {
      const site = await siteWith('{}');
      execFileSync('chown', ['-R', 'root:root', join(site.data, 'fedora/prebitflip')]);
      const { rsync } = await startRsyncd(site);
      for (const [name, hidden] of [
        ['fedora', /^\.~tmp~|\.Ab12Cd$|^prebitflip/],
        ['debian', /\.~tmp~|\.rsync-partial|\.git|\.htaccess/],
      ] as const) {
        const to = join(site.portal.root, 'fetched', name);
        mkdirSync(to, { recursive: true });
        expect(rsync('-rltz', '--delete', `rsync:///${name}/`, to)).toMatchObject({ status: 0, stderr: '' });
        const whole = contents(join(site.data, name));
        const expected = new Map([...whole].filter(([file]) => !hidden.test(file)));
        expect(whole.size).toBeGreaterThan(expected.size);
        expect(contents(to)).toEqual(expected);
      }
      const fetched = join(site.portal.root, 'fetched');
      expect(existsSync(join(fetched, 'fedora', iso, '.treeinfo'))).toBe(true);
      expect(readdirSync(join(fetched, 'debian/project/trace')).length).toBeGreaterThan(0);
    },
  );

  testWith(['rsync'], 'nobody gets what is hidden by naming it, nor through a link that leads out', async () => {
    const site = await siteWith('{}');
    const { rsync } = await startRsyncd(site);
    for (const path of [
      'fedora/.~tmp~/hello.rpm',
      'debian/.rsync-partial/x.deb',
      'debian/pool/.git/config',
      'debian/dists/poollink/.git/config',
      'debian/.htaccess',
      `fedora/${iso}/.Fedora-Workstation.iso.Ab12Cd`,
      'misc/../log/tunasync.log',
    ]) {
      const { status, stdout } = rsync('-L', `rsync:///${path}`);
      expect([path, status, stdout]).toEqual([path, 23, '']);
    }
    const { stderr } = rsync('-L', 'rsync:///misc/escape', site.portal.root);
    expect(stderr).toContain('No such file or directory');
    expect(site.portal.has('escape')).toBe(false);
    expect(rsync('-r', 'rsync:///debian/stable-link/')).toMatchObject({ status: 0 });
  });

  testWith(['rsync'], 'nobody writes or deletes, and nobody has all files read to be sent none', async () => {
    const site = await siteWith('{}');
    const { rsync } = await startRsyncd(site);
    const before = contents(join(site.data, 'debian'));
    const empty = join(site.portal.root, 'empty');
    mkdirSync(empty);
    open(join(site.data, 'debian'));
    const refusal = (...args: string[]) => rsync(...args).stderr.match(/.*(ERROR|refuse).*/)?.[0];
    const file = join(site.portal.root, 'content/portal.yaml');
    expect(refusal(file, 'rsync:///debian/')).toBe('ERROR: module is read only');
    expect(refusal('-r', '--delete', `${empty}/`, 'rsync:///debian/')).toBe('ERROR: module is read only');
    expect(refusal('-r', '--remove-source-files', 'rsync:///debian/', empty)).toBe(
      'ERROR: --remove-source-files cannot be used with a read-only module',
    );
    expect(refusal('-rc', 'rsync:///debian/', empty)).toBe('rsync: The server is configured to refuse --checksum (-c)');
    expect(contents(join(site.data, 'debian'))).toEqual(before);
  });

  testWith(['rsync'], 'mirrors of odd names are what they are, and those that cannot be are left out', async () => {
    const fine = [
      'a b',
      'a"b',
      "a'b",
      ';a',
      'a;b',
      'a{b}',
      '中文 镜像',
      'a#b',
      '100%',
      '9% of 10%',
      '<b>',
      'a&b|c',
      '&include',
      'x=y',
      'a:b',
      'ctan',
    ];
    const unfit = ['CTAN', 'AB', '%HOME%', '#x', '-v', '@RSYNCD: EXIT', 'global', 'a\\', '[a]'];
    const site = await siteWith('{}', { cnames: [...fine, ...unfit.filter((name) => name !== 'CTAN'), 'nested/one'] });
    const left = site.problems
      .filter(({ code }) => code === 'unserved-mirror')
      .map(({ says }) => says.split(/ is (?:not offered|left out)/)[0]);
    expect(left.sort()).toEqual(unfit.map((name) => `mirror ${JSON.stringify(name)}`).sort());
    const { rsync } = await startRsyncd(site);
    const listed = rsync('rsync:///')
      .stdout.split('\n')
      .map((line) => line.split('\t')[0]!.trimEnd());
    expect(listed).toEqual(expect.arrayContaining(fine));
    expect(listed.filter((name) => unfit.includes(name))).toEqual([]);
    for (const name of [...fine, 'nested-one']) {
      const to = join(site.portal.root, 'got');
      expect([name, rsync(`rsync:///${name}/file.txt`, to)]).toEqual([name, expect.objectContaining({ status: 0 })]);
      expect(readFileSync(to, 'utf8').replace('/', '-')).toBe(name);
    }
  });

  testWith(['rsync'], 'an operator includes the file: his modules stay his, and ours stay ours', async () => {
    const site = await siteWith('{}');
    const own = `read only = no
use chroot = no
exclude = lastsync
[before]
path = FOLDER/own
&include FOLDER/heliostat.conf
[after]
path = FOLDER/own
`;
    const folder = join(site.portal.root, 'own');
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    const { rsync } = await startRsyncd(site, own);
    const file = join(site.portal.root, 'content/list.yaml');
    for (const name of ['before', 'after'])
      expect(rsync('-c', file, `rsync:///${name}/${name}`)).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(folder).sort()).toEqual(['after', 'before']);
    expect(rsync(file, 'rsync:///debian/').stderr).toContain('ERROR: module is read only');
    const { stdout } = rsync('-r', 'rsync:///archlinux/');
    expect(stdout).toContain('core.db');
    expect(stdout).not.toContain('lastsync');
  });

  testWith(['rsync'], 'each mirror counts its own clients', async () => {
    const daemon = await startRsyncd(await siteWith('{ connections: 1 }'));
    expect(await askForModule(daemon, 'debian')).toContain('@RSYNCD: OK');
    expect(await askForModule(daemon, 'debian')).toContain('@ERROR: max connections (1) reached');
    expect(await askForModule(daemon, 'fedora')).toContain('@RSYNCD: OK');
  });

  testWith(['rsync', 'logrotate'], 'bytes are logged, of each client and, when asked for, of each file', async () => {
    const site = await siteWith('{ logFiles: true }');
    const { rsync } = await startRsyncd(site);
    rsync(`rsync:///fedora/${iso}/f.txt`, site.portal.root);
    const log = expect.poll(() => site.portal.read('rsyncd.log'), { timeout: 5000 });
    await log.toMatch(/ send localhost \[127\.0\.0\.1\] fedora \(\) linux\/.*\/f\.txt \d+ \d+$/m);
    await log.toMatch(/ sent \d+ bytes {2}received \d+ bytes {2}total size \d+$/m);
    const rotation = join(site.portal.root, 'rotation');
    const text = site.portal.read('config-out/rsyncd/heliostat.logrotate');
    writeFileSync(rotation, text.replace('create 0640 root adm', '$&\n    su root root'), { mode: 0o644 });
    execFileSync(findProgram('logrotate')!, ['--force', '--state', join(site.portal.root, 'state'), rotation]);
    rsync('rsync:///debian/ls-lR.gz', site.portal.root);
    await log.toContain('debian () ls-lR.gz');
    expect(site.portal.read('rsyncd.log')).not.toContain('f.txt');
    expect(site.portal.read('rsyncd.log.1')).toContain('f.txt');
  });

  testWith(['rsync'], 'nothing is logged where addresses must not be', async () => {
    const site = await buildSite({ serve: '  log: anonymized\n  rsync: { logFiles: true }\n' });
    const { rsync } = await startRsyncd(site);
    expect(rsync('rsync:///debian/ls-lR.gz', site.portal.root)).toMatchObject({ status: 0 });
    expect(site.portal.has('rsyncd.log')).toBe(false);
  });
});

testWith(['rsync'], 'the line in the head of the file has rsync read it, and lists what it would serve', async () => {
  const site = await siteWith('{}');
  const file = join(site.portal.root, 'config-out/rsyncd/heliostat.conf');
  const [, line] = site.portal.read('config-out/rsyncd/heliostat.conf').match(/^# Test it with: (.*)$/m)!;
  const command = line!.replace('/etc/rsyncd.d/heliostat.conf', file);
  expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' })).toMatch(/^debian +\tDebian$/m);
});
