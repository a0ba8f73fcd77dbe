import { expect, test } from 'vitest';
import { exampleMirror, examplePortal, siteUrl } from '../../tests/example-portal.ts';
import { problemsToText } from '../base/problem-report.ts';
import type { Mirror } from '../model/portal.ts';
import { serveSchema } from '../model/serve-schema.ts';
import { reservedNames } from '../site/registry.ts';
import { rsyncdFiles } from './rsyncd.ts';
import { planServe } from './serve-plan.ts';

const place = { file: 'mirrors/x.yaml' };
const at = (path: string, keys: Partial<Mirror> = {}) =>
  exampleMirror(path.slice(1), { addresses: [`${siteUrl}${path}/`], serve: { place }, ...keys });

function planOf(mirrors: readonly Mirror[], options: object = { rsync: {} }, url = siteUrl) {
  const serve = serveSchema.parse({ dataRoot: '/srv/mirrors', ...options });
  const site = { url, abbr: 'EXAMPLE', name: 'Example' };
  return planServe(examplePortal(mirrors, { site }), serve, '/srv/portal', reservedNames);
}

const textOf = (mirrors: readonly Mirror[], options?: object) => rsyncdFiles(planOf(mirrors, options).value)[0]?.text;

test('nothing is written for rsync unless it is asked for', () => {
  expect(textOf([at('/debian')], {})).toBeUndefined();
});

test('a mirror is a module of its name, with its folder; git repositories have what is theirs', () => {
  const named = { name: { zh: '德班 100%', en: 'Debian' } };
  const text = textOf([at('/debian', named), at('/repos', { serve: { place, git: true, folder: '/data/git' } })]);
  expect(text).toMatchInlineSnapshot(`
    "# Heliostat: the mirrors of mirrors.example.org, for the daemon of rsync.
    # Goes to /etc/rsyncd.d/heliostat.conf; /etc/rsyncd.conf says: &include /etc/rsyncd.d/heliostat.conf
    # Where there is no rsyncd.conf, it may be that file itself. rsync reads it anew for each client: nothing to reload.
    # Test it with: RSYNC_CONNECT_PROG='rsync --daemon --config=/etc/rsyncd.d/heliostat.conf' rsync rsync://localhost/
    # Modules: all in rsync itself.
    # Written by the build: changes belong into \`serve\` of portal.yaml.

    # For the modules below, and for none of yours where this file is included.
    read only = yes
    list = yes
    uid = nobody
    gid = nogroup
    # What that user may not read is not there.
    ignore nonreadable = yes
    # Links are sent as they are, and lead to nothing outside of a mirror's folder.
    use chroot = yes
    munge symlinks = no
    # Clients at once; each mirror counts its own.
    max connections = 20
    lock file = /run/heliostat.%RSYNC_MODULE_NAME%.lock
    # Seconds without a word, until a client is taken for gone.
    timeout = 600
    # It reads all files of a mirror from the disk to send none.
    refuse options = checksum
    # Packages are compressed already. Whoever asks for it is served nevertheless.
    dont compress = *
    # What a sync leaves lying about.
    filter = - .~tmp~ - .rsync-* - .svn - .hg - .ht* - .nfs* - .zfs - .git - lost+found + .?*.[a-z][a-z][a-z][a-z][a-z][a-z] + .?*.sha[0-9][0-9][0-9] - .?*.[A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9]
    # A line for each client has the bytes in and out.

    [debian]
    comment = 德班 100%
    path = /srv/mirrors/debian/

    [repos]
    comment = repos
    path = /data/git/
    filter = - .~tmp~ - .rsync-* - .svn - .hg - .ht* - .nfs* - .zfs - lost+found + .?*.[a-z][a-z][a-z][a-z][a-z][a-z] + .?*.sha[0-9][0-9][0-9] - .?*.[A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9]
    "
  `);
});

test.each([
  ['full', {}, '# A line for each client has the bytes in and out.\n'],
  ['full', { logFolder: '/srv/logs' }, 'log file = /srv/logs/rsyncd.log\n'],
  ['full', { rsync: { logFiles: true } }, 'transfer logging = yes\nlog format = %o %h [%a] %m (%u) %f %l %b\n'],
  ['anonymized', { logFolder: '/srv/logs', rsync: { logFiles: true } }, 'log file = /dev/null\n'],
  ['off', {}, 'log file = /dev/null\n'],
])('with `log: %s` and %j, the log is what was asked for, and says no address that must not be', (log, keys, line) => {
  const [, rest] = textOf([], { rsync: {}, log, ...keys })!.split(/^filter = .*\n/m);
  expect(rest).toContain(line);
});

test('a module has the mirror’s address below the site’s for its name, without slashes', () => {
  const mirrors = [at('/mirrors/debian'), at('/mirrors/pub/debian'), at('/elsewhere')];
  const { modules } = planOf(mirrors, undefined, `${siteUrl}/mirrors`).value;
  expect(modules.map(({ module }) => module)).toEqual(['debian', 'pub-debian', 'elsewhere']);
});

test('a module name that rsyncd reads as something else, or as another module, is not offered and is reported', () => {
  const odd = [
    '/CTAN',
    '/ctan',
    '/pub-debian',
    '/pub/debian',
    '/Global',
    '/%25HOME%25',
    '/%23x',
    '/@ERROR',
    '/-v',
    '/a%20%20b',
  ];
  const { value, problems } = planOf(odd.map((path) => at(path)));
  expect(value.modules.map(({ module }) => module)).toEqual(['CTAN', 'pub-debian']);
  expect(value.mirrors).toHaveLength(odd.length);
  expect(problems.map(({ says }) => says).join('\n')).toMatchInlineSnapshot(`
    "mirror "ctan" is not offered by rsync: rsyncd cannot distinguish its module "ctan" from "CTAN"
    mirror "pub/debian" is not offered by rsync: rsyncd cannot distinguish its module "pub-debian" from "pub-debian"
    mirror "Global" is not offered by rsync: rsyncd gives the module name "Global" another meaning
    mirror "%25HOME%25" is not offered by rsync: rsyncd gives the module name "%HOME%" another meaning
    mirror "%23x" is not offered by rsync: rsyncd gives the module name "#x" another meaning
    mirror "@ERROR" is not offered by rsync: rsyncd gives the module name "@ERROR" another meaning
    mirror "-v" is not offered by rsync: rsyncd gives the module name "-v" another meaning
    mirror "a%20%20b" is not offered by rsync: rsyncd gives the module name "a  b" another meaning"
  `);
  expect(problemsToText(problems.slice(0, 1))).toMatchInlineSnapshot(`
    "mirrors/x.yaml: error: mirror "ctan" is not offered by rsync: rsyncd cannot distinguish its module "ctan" from "CTAN" [unserved-mirror]
      fix: Give it an address of its own of plain characters with \`url\`, or set \`serve: { rsync: false }\`."
  `);
});

test('a mirror that rsync does not offer by its own file is no problem', () => {
  const { value, problems } = planOf([at('/CTAN'), at('/ctan', { serve: { place, rsync: false } })]);
  expect([value.modules.map(({ module }) => module), problems]).toEqual([['CTAN'], []]);
});

test('a name with a line end, a variable or a backslash at its end stays one line of text', () => {
  const text = textOf([at('/debian', { name: 'a\n[evil]\npath = /etc %HOME% 50% \\' })])!;
  expect(text.match(/^comment = .*\n.*$/m)?.[0]).toBe(
    'comment = a [evil] path = /etc % HOME% 50%\npath = /srv/mirrors/debian/',
  );
});
