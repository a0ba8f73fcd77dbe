import { ruleNames } from '../../src/model/notify-rules.ts';
import type { PortalTest } from '../portal-test.ts';
import { downloadKeys } from './download-keys.ts';
import { contentOf, setValue } from './edit.ts';
import { fromKeys } from './from-keys.ts';
import type { KeyEdit } from './key-edits.ts';
import { allSchemaKeys } from './schema-keys.ts';
import { surveyKeys } from './survey-keys.ts';
import { KEY } from './upstream-files.ts';

const PORTAL = 'content/portal.yaml';

const DEPLOYED = 'what is deployed is the output folder';
const deployed = (portal: PortalTest) => setValue(portal, PORTAL, ['deploy'], { to: ['../web'] });

/** Help that tells of a key. */
const compared = {
  prepare: (portal: PortalTest) =>
    setValue(
      portal,
      'content/help/debian/en.yaml',
      ['keys'],
      [{ fingerprint: 'A'.repeat(40), of: 'dists/{{release}}/InRelease', file: 'key.asc' }],
    ),
  unseen: 'a survey compares it with the tree, and tells the operator',
};

const TOLD = 'it decides what the operator is told';
/** Nothing is sent: alarms last for as long as no build of the test does. */
const NOTIFY = {
  mail: { to: 'root', sendmail: '/bin/true' },
  webhook: [
    { url: 'http://127.0.0.1:1/', headers: { 'X-Key': { file: 'key' } }, secret: { file: 'key' }, ca: 'ca.pem' },
    { url: { env: 'HELIOSTAT_NOT_SET' } },
  ],
  command: ['/bin/true'],
  quiet: { from: '22:00', to: '07:00' },
  rules: Object.fromEntries(ruleNames.map((rule) => [rule, { afterHours: 10_000 }])),
};
const notifying = (portal: PortalTest) => {
  portal.write('content/key', KEY).write('content/ca.pem', '');
  setValue(portal, PORTAL, ['notify'], NOTIFY);
};
/** Keys of `notify` without a value that a generator knows. */
const toldKeys: Readonly<Record<string, unknown>> = {
  mail: { to: ['root'], sendmail: '/bin/true' },
  'mail.to': ['root', 'ops@example.org'],
  'mail.from': 'heliostat@example.org',
  'mail.sendmail': '/bin/false',
  webhook: undefined,
  'webhook[].url': 'http://127.0.0.1:2/',
  'webhook[].url.env': 'HELIOSTAT_NOT_SET',
  'webhook[].url.file': 'key',
  'webhook[].chat': undefined,
  'webhook[].secret': undefined,
  'webhook[].secret.env': 'HELIOSTAT_NOT_SET',
  'webhook[].secret.file': 'missing',
  'webhook[].headers': undefined,
  'webhook[].headers.*': { env: 'HELIOSTAT_NOT_SET' },
  'webhook[].headers.*.env': 'HELIOSTAT_NOT_SET',
  'webhook[].headers.*.file': 'missing',
  'webhook[].ca': 'missing.pem',
  command: ['/bin/false'],
  'quiet.from': '23:00',
  'quiet.to': '06:00',
};

/** Keys of what a site adds to its pages. */
const ownKeys: Readonly<Record<string, KeyEdit>> = {
  look: { to: undefined },
  'look.accent': { to: '#993366' },
  'look.accent.light': { to: '#993366' },
  'look.accent.dark': { to: '#ff99cc' },
  'look.mark': { to: 'look/other.svg' },
  'look.logo': { to: 'look/other.svg' },
  'look.logo.light': { to: 'look/other.svg' },
  'look.logo.dark': { to: 'look/other.svg' },
  'look.icon': { to: 'look/other.svg' },
  'look.shared': { to: 'look/other.png' },
  nav: { to: undefined },
  'nav[].text': { to: 'Other' },
  'nav[].text.zh': { to: '另一个' },
  'nav[].text.en': { to: 'Other' },
  'nav[].href': { to: '/other/' },
  'nav[].page': { to: 'about' },
  frequent: { to: ['alpine'] },
  footer: { to: undefined },
  'footer.text': { to: 'Another sentence' },
  'footer.text.zh': { to: '另一句话' },
  'footer.text.en': { to: 'Another sentence' },
  'footer.links': { to: undefined },
  'footer.links[].text': { to: 'Other' },
  'footer.links[].text.zh': { to: '另一个' },
  'footer.links[].text.en': { to: 'Other' },
  'footer.links[].href': { to: 'https://other.example.org/' },
  'footer.links[].page': { to: 'faq' },
  'footer.icp': { to: '沪ICP备87654321号' },
  'footer.police': { to: '沪公网安备31010802012345号' },
  sponsors: { to: undefined },
  'sponsors[].name': { to: 'Other' },
  'sponsors[].name.zh': { to: '另一个' },
  'sponsors[].name.en': { to: 'Other' },
  'sponsors[].href': { to: 'https://other.example.org/' },
  'sponsors[].logo': { to: 'look/other.svg' },
  'sponsors[].gives': { to: 'Disks' },
  'sponsors[].gives.zh': { to: '硬盘' },
  'sponsors[].gives.en': { to: 'Disks' },
};

/** Keys of portal.yaml that no generator knows a sensible value for. */
const portalKeys: Readonly<Record<string, KeyEdit>> = {
  ...ownKeys,
  'site.url': { to: 'https://other.example.org/below' },
  'site.abbr': { to: 'OTHER' },
  'site.name': { to: 'One name' },
  'site.name.zh': { to: '另一个名字' },
  'site.name.en': { to: 'Another name' },
  'site.logo': { to: 'https://www.example.org/other.svg' },
  'site.logo_darkmode': { to: 'https://www.example.org/other-dark.svg' },
  'site.homepage': { to: 'https://other.example.org/' },
  'site.issue': { to: 'mailto:other@example.org' },
  'site.request': { to: 'https://other.example.org/new' },
  'site.email': { to: 'other@example.org' },
  'site.group': { to: 'https://other.example.org/chat' },
  'site.disk': { to: '60T / 80T' },
  'site.note': { to: undefined },
  'site.note.zh': { to: '另一句话' },
  'site.note.en': { to: 'Another sentence' },
  'site.big': { to: '/other' },
  languages: { to: ['en', 'zh'] },
  timeZone: { to: 'Europe/Berlin' },
  'disk.path': { to: '/dev' },
  disk: { to: { path: '/dev' } },
  endpoints: { to: undefined },
  'endpoints[].label': { to: 'other-6' },
  'endpoints[].name': { to: undefined },
  'endpoints[].name.zh': { to: '另一条线路' },
  'endpoints[].name.en': { to: 'Another line' },
  'endpoints[].resolve': { to: 'other-6.example.org' },
  'endpoints[].filter': { to: ['V6', 'SSL'] },
  'endpoints[].range': { to: ['ISP:CERNET'] },
  'help.layers': { to: [] },
  'help.layers[].path': { to: '../community-of-others' },
  'help.layers[].name': { to: 'Others' },
  'help.layers[].licence': { to: 'CC0' },
  'help.layers[].url': { to: 'https://other.example.org/' },
  'help.federation': { to: 'https://help.example.com/other/{cname}' },
  deploy: { to: { to: ['../web'] }, unseen: DEPLOYED },
  'deploy.to': { to: ['../web'], unseen: DEPLOYED },
  'deploy.keepAssets': { prepare: deployed, to: 5, unseen: DEPLOYED },
  'deploy.rsync': { prepare: deployed, to: ['--bwlimit=10m'], unseen: DEPLOYED },
  ignore: { to: ['notes'], unseen: 'it decides only which files are told to be read by nothing' },
  history: { unseen: 'nothing is as old as what it has forgotten' },
  'history.keepDays': { unseen: 'nothing is as old as what it has forgotten' },
  hold: { unseen: 'nothing is held' },
  'hold.share': { unseen: 'nothing is held' },
  'hold.mirrors': { unseen: 'nothing is held' },
  'hold.lookBackDays': { unseen: 'nothing is held' },
  'hold.acceptDays': { unseen: 'nothing is held' },
  'hold.unreportedDays': { unseen: 'nothing is held' },
  'serve.dataRoot': { to: '/srv/other' },
  'serve.portalRoot': { to: '/srv/other-portal' },
  'serve.names': { to: ['other.example.org'] },
  'serve.nginx': { to: '1.22' },
  'serve.https.certificate': { to: '/etc/ssl/other.pem' },
  'serve.https.key': { to: '/etc/ssl/other.key' },
  'serve.acme': { to: '/srv/other-acme' },
  'serve.limits.exempt': { to: ['198.51.100.0/24'] },
  'serve.blockUserAgents': { to: ['OtherBot'] },
  'serve.logFolder': { to: '/var/log/other' },
  sources: {
    to: [
      { type: 'tunasync', id: 'manager', file: 'jobs.json' },
      { type: 'list', id: 'hand', file: 'list.yaml' },
      { type: 'mirrorz', id: 'federation', file: 'mirrorz.json' },
    ],
  },
};

/** Keys of the other files. */
const otherKeys: Readonly<Record<string, KeyEdit>> = {
  'mirror: cname': { to: 'Zebra' },
  'mirror: name': { to: 'One name' },
  'mirror: name.zh': { to: '另一个名字' },
  'mirror: name.en': { to: 'Another name' },
  'mirror: desc': { to: 'One sentence' },
  'mirror: desc.zh': { to: '另一句话' },
  'mirror: desc.en': { to: 'Another sentence' },
  'mirror: words': { to: ['potato'] },
  'mirror: url': { to: '/other' },
  'mirror: homepage': { to: 'https://other.example.org/' },
  'mirror: upstream': { to: 'rsync://other.example.org/' },
  'mirror: size': { to: '2.5T' },
  'mirror: help': { to: 'https://other.example.org/help' },
  'mirror: alias': { to: 'fedora' },
  'mirror: added': { to: '2026-05-01' },
  'mirror: retired': {
    prepare: (portal) => setValue(portal, 'content/mirrors/lost.yaml', ['state'], 'proxy'),
    to: undefined,
  },
  'mirror: retired.since': { to: '2026-08-02' },
  'mirror: retired.reason': { to: 'One sentence' },
  'mirror: retired.reason.zh': { to: '另一句话' },
  'mirror: retired.reason.en': { to: 'Another sentence' },
  'mirror: retired.to': { to: 'https://other.example.org/' },
  'incident: title': { to: 'Another title' },
  'incident: affects': { to: 'all' },
  'incident: affects.mirrors': { to: ['alpine'] },
  'incident: affects.endpoints': { to: undefined },
  'incident: from': { to: '2026-08-08 17:00' },
  'incident: until': { to: '2026-08-08 23:30' },
  'mirror: serve.folder': { to: '/srv/other' },
  'catalogue: name': { to: 'One name' },
  'catalogue: name.zh': { to: '另一个名字' },
  'catalogue: name.en': { to: 'Another name' },
  'catalogue: desc': { to: 'One sentence' },
  'catalogue: desc.zh': { to: '另一句话' },
  'catalogue: desc.en': { to: 'Another sentence' },
  'catalogue: homepage': { to: 'https://other.example.org/' },
  'catalogue: words': { to: ['btw'] },
  'catalogue: also': { to: ['fedora'] },
  'catalogue: source': { to: 'https://other.example.org/', unseen: 'it is for those who check the facts' },
  'help: _': {
    prepare: (portal) => setValue(portal, 'content/mirrors/debian.yaml', ['name'], undefined),
    to: 'Another title',
  },
  'help: block': { to: ['more', 'index'] },
  'help: input': { to: undefined },
  'help: input.*': { to: undefined },
  'help: input.*._': { to: 'Another label' },
  'help: input.*.note': { to: 'Another sentence' },
  'help: input.*.option': { to: { forky: {}, trixie: { updates: 'trixie-updates' } } },
  'help: input.*.option.*': { to: { updates: 'other' } },
  'help: input.*.option.*._': { to: 'Another label' },
  'help: input.*.option.*.until': { to: '2026-08-07' },
  'help: input.*.option.*.needs': { to: 'alpine' },
  'help: input.*.option.*.*': { to: 'other-updates' },
  'help: input.*.option.*.default': {
    prepare: (portal) => setValue(portal, 'content/help/debian/en.yaml', ['input', 'release', 'default'], undefined),
    to: undefined,
  },
  'help: input.*.true': { to: { _: 'All of them', types: 'deb-src' } },
  'help: input.*.true._': { to: 'Another label', unseen: 'a switch has a label of its own' },
  'help: input.*.true.default': { to: false, unseen: 'a switch has a default of its own' },
  'help: input.*.true.*': { to: 'deb-src' },
  'help: input.*.false': { to: { _: 'None of them', types: 'none' } },
  'help: input.*.false._': { to: 'Another label', unseen: 'a switch has a label of its own' },
  'help: input.*.false.default': { to: true, unseen: 'a switch has a default of its own' },
  'help: input.*.false.*': { to: 'none' },
  'help: input.*.needs': { to: 'missing' },
  'help: input.*.pattern': { to: '[0-9.]+' },
  'help: input.*.default': { to: 'trixie' },
  ...fromKeys,
  'help: filter': { to: undefined },
  'help: checked': { to: '2026-08-02' },
  'help: source': { to: ['https://other.example.org/'] },
  'help: also': { to: ['aardvark'] },
  'help: keys': { ...compared, to: [] },
  'help: keys[].fingerprint': { ...compared, to: 'B'.repeat(40) },
  'help: keys[].of': { ...compared, to: ['dists/{{release}}/InRelease', 'InRelease'] },
  'help: keys[].file': { ...compared, to: ['other.asc'] },
  'help: keeps': { to: ['https://other.example.org/'], unseen: 'the tests of the library read it' },
  'demo: jobs': { to: [] },
  'demo: jobs[].name': { to: 'kde' },
  'demo: jobs[].upstream': { to: 'rsync://other.example.org/' },
  'demo: jobs[].size': { to: '0.4T' },
  'demo: jobs[].everyMinutes': { to: 60 },
  'demo: jobs[].takesMinutes': { to: 40 },
  'demo: jobs[].ends': { to: 'failed' },
  'demo: jobs[].brokenForHours': {
    prepare: (portal) => setValue(portal, 'content/demo.yaml', ['jobs', 0, 'ends'], 'failed'),
    to: 48,
  },
  'list: mirrors': { to: [{ cname: 'goproxy' }] },
  'list: mirrors[].cname': { to: 'other' },
  'list: mirrors[].url': { to: '/other' },
  'list: mirrors[].lastSuccess': { to: '2026-08-08T10:00:00+08:00' },
  'list: mirrors[].alias': { to: 'alpine' },
  'list: mirrors[].desc': { to: 'Another sentence' },
  'list: mirrors[].upstream': { to: 'https://other.example.org/' },
  'list: mirrors[].size': { to: '2.5T' },
  'list: mirrors[].help': { to: 'https://other.example.org/help' },
  'cname: *': { to: 'live' },
};

/** A source that is asked for a file, and another type that cannot read that. */
const sourceTypes = {
  mirrorz: 'yuki',
  tunasync: 'mirrorz',
  yuki: 'tunasync',
  lug: 'tunasync',
  isoinfo: 'mirrorz',
  list: 'lug',
} as const;

/**
 * How every key is edited that is not another member of an enumeration, the other of two, another number, or missing.
 *
 * @param upstream address of the files of content on the web, without a slash
 */
export function keyValues(upstream: string): Readonly<Record<string, KeyEdit>> {
  const ofPortal = Object.entries(portalKeys).map(([key, edit]) => [`portal: ${key}`, edit] as const);
  const ofNotify = notifyKeys();
  const ofSources = Object.entries(sourceTypes).flatMap(([type, other]) => sourceKeys(type, other, upstream));
  return {
    ...Object.fromEntries([...ofPortal, ...ofNotify, ...ofSources]),
    ...surveyKeys(upstream),
    ...downloadKeys(),
    ...demoSourceKeys,
    ...workersKey,
    ...otherKeys,
  };
}

/** Every key of `notify`, each in a portal that has all of them. */
function notifyKeys(): (readonly [string, KeyEdit])[] {
  const names = allSchemaKeys().flatMap(({ name }) => /^portal: notify(?:\.(.*))?$/.exec(name) ?? []);
  const keys = names.filter((name) => name !== undefined && !name.startsWith('portal: '));
  const edits = keys.map((key): readonly [string, KeyEdit] => {
    const edit = { prepare: notifying, unseen: TOLD };
    return [`portal: notify.${key}`, key in toldKeys ? { ...edit, to: toldKeys[key] } : edit];
  });
  return [['portal: notify', { to: NOTIFY, unseen: TOLD }], ...edits];
}

const demoSourceKeys: Readonly<Record<string, KeyEdit>> = {
  'portal: sources[demo].type': { to: 'list' },
  'portal: sources[demo].id': { to: 'other' },
  'portal: sources[demo].file': { to: 'missing' },
};

const workersKey: Readonly<Record<string, KeyEdit>> = {
  'portal: sources[tunasync].workers': {
    prepare: (portal) => {
      const ended = new Date(1_786_179_900_000).toISOString();
      const row = { name: 'ubuntu', status: 'failed', last_ended: ended, error_msg: 'exit status 23', worker: 'alpha' };
      portal.write('content/workers-alpha.json', JSON.stringify([row]));
    },
    to: ['workers-alpha.json'],
  },
};

/** The keys of one type of source: what says how it is asked shows when it is then answered, or not any more. */
function sourceKeys(type: string, otherType: string, upstream: string): (readonly [string, KeyEdit])[] {
  const asked = (how: string, beside: object = {}) => ({
    prepare: (portal: PortalTest) => askByWeb(portal, type, `${upstream}/${how}`, beside),
  });
  const inFile = { headers: { 'X-Key': { file: 'key' } } };
  const edits: Readonly<Record<string, KeyEdit>> = {
    type: { to: otherType },
    id: { to: 'other' },
    file: { to: 'missing' },
    url: { ...asked('plain'), to: `${upstream}/forbidden/` },
    ca: { ...asked('plain'), to: 'missing.pem' },
    headers: { ...asked('keyed'), to: inFile.headers },
    'headers.*': { ...asked('keyed', inFile), to: { env: 'HELIOSTAT_NOT_SET' } },
    'headers.*.env': {
      ...asked('keyed', { headers: { 'X-Key': { env: 'HELIOSTAT_NOT_SET' } } }),
      to: 'HELIOSTAT_TEST_KEY',
    },
    'headers.*.file': { ...asked('keyed', inFile), to: 'missing' },
    socket: { ...asked('plain'), to: '/run/missing.sock' },
    redirects: { ...asked('elsewhere'), to: ['localhost'] },
  };
  return Object.entries(edits).map(([key, edit]) => [`portal: sources[${type}].${key}`, edit]);
}

/** Have a source asked for its file over the web. */
function askByWeb(portal: PortalTest, type: string, folder: string, beside: object): void {
  const { sources } = contentOf(portal, PORTAL) as { sources: { type: string; id: string; file: string }[] };
  const index = sources.findIndex((source) => source.type === type);
  const { id, file } = sources[index]!;
  portal.write('content/key', KEY);
  setValue(portal, PORTAL, ['sources', index], { type, id, url: `${folder}/${file}`, ...beside });
}
