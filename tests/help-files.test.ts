import { describe, expect } from 'vitest';
import { parse } from 'yaml';
import { fenceOf, fencesOf, type Lines, nameLines } from './help-library.ts';
import { type Program, testWith } from './programs.ts';
import { Sandbox } from './sandbox.ts';

/** How the program that a file is for reads it: the same library, or the same rules. */
interface Format {
  readonly needs: readonly Program[];
  /** @throws when the text is not well-formed */
  readonly read: (text: string) => unknown;
  readonly broken: string;
}

const python = (script: string) => (text: string) => {
  const sandbox = new Sandbox();
  return JSON.parse(sandbox.read('python3', '-c', `import json, sys\n${script}`, sandbox.write('file', text)));
};

const json: Format = { needs: [], read: JSON.parse, broken: '{"a": }' };
const yaml: Format = { needs: [], read: (text) => parse(text), broken: 'a: [b\nc: d\n' };
const toml: Format = {
  needs: ['python3'],
  read: python('import tomllib\nprint(json.dumps(tomllib.load(open(sys.argv[1], "rb"))))'),
  broken: '[a]\nb = "c\n',
};
/** Portage's own reader is this one. */
const ini: Format = {
  needs: ['python3'],
  read: python(
    'import configparser\nc = configparser.ConfigParser()\nc.read_file(open(sys.argv[1]))\nprint(json.dumps({s: dict(c[s]) for s in c}))',
  ),
  broken: 'a = b\n',
};
/** The texts of all elements, by their paths. */
const xml: Format = {
  needs: ['python3'],
  read: python(`
from xml.etree import ElementTree
def texts(e, path):
    return {path: e.text} if len(e) == 0 else {k: v for c in e for k, v in texts(c, path + '/' + c.tag).items()}
root = ElementTree.parse(sys.argv[1]).getroot()
print(json.dumps(texts(root, root.tag)))`),
  broken: '<a><b></a>',
};

/** A file of a document, and what is in it for the program that reads it. */
type WholeFile = readonly [cname: string, path: string, format: Format, holds: (line: Lines) => unknown];

const portage = {
  'sync-openpgp-key-path': '/usr/share/openpgp-keys/gentoo-release.asc',
  ...{ 'auto-sync': 'yes', 'main-repo': 'gentoo', location: '/var/db/repos/gentoo' },
};

const wholeFiles: readonly WholeFile[] = [
  ['docker-registry', '/etc/docker/daemon.json', json, ({ endpoint }) => ({ 'registry-mirrors': [endpoint] })],
  [
    'docker-registry',
    '/etc/containerd/certs.d/docker.io/hosts.toml',
    toml,
    ({ endpoint }) => ({ host: { [endpoint]: { capabilities: ['pull', 'resolve'] } } }),
  ],
  [
    'docker-registry',
    '~/.docker/buildx/buildkitd.default.toml',
    toml,
    ({ endpoint, variables }) => ({
      registry: {
        'docker.io': { mirrors: [`${variables.host}${variables.path}`] },
        ...(endpoint.startsWith('http:') && { [String(variables.host)]: { http: true } }),
      },
    }),
  ],
  [
    'docker-registry',
    '/etc/rancher/k3s/registries.yaml',
    yaml,
    // k3s takes an address with a path as it is, so that the version of the API belongs to it.
    ({ endpoint, variables }) => ({
      mirrors: { 'docker.io': { endpoint: [variables.path ? `${endpoint}/v2` : endpoint] } },
    }),
  ],
  ['npm', '~/.bunfig.toml', toml, ({ endpoint }) => ({ install: { registry: `${endpoint}/` } })],
  [
    'pypi',
    '~/.config/uv/uv.toml',
    toml,
    ({ endpoint }) => ({ index: [{ name: 'mirror', url: `${endpoint}/simple`, default: true }] }),
  ],
  [
    'maven',
    '~/.m2/settings.xml',
    xml,
    ({ endpoint, variables }) => ({
      'settings/mirrors/mirror/id': 'mirror',
      'settings/mirrors/mirror/name': variables.host,
      'settings/mirrors/mirror/url': `${endpoint}/`,
      'settings/mirrors/mirror/mirrorOf': 'central',
    }),
  ],
  [
    'anaconda',
    '~/.condarc',
    yaml,
    ({ endpoint, variables: { first, bio, strict } }) => ({
      channels: [first, ...(bio ? ['bioconda'] : [])],
      ...(strict ? { channel_priority: 'strict' } : {}),
      show_channel_urls: true,
      default_channels: ['main', 'r', 'msys2'].map((name) => `${endpoint}/pkgs/${name}`),
      custom_channels: { 'conda-forge': `${endpoint}/cloud`, bioconda: `${endpoint}/cloud` },
    }),
  ],
  [
    'gentoo',
    '/etc/portage/binrepos.conf/gentoobinhost.conf',
    ini,
    ({ endpoint, variables: { arch, cpu } }) => ({
      DEFAULT: {},
      gentoo: { priority: '1', 'sync-uri': `${endpoint}/releases/${arch}/binpackages/23.0/${cpu}` },
    }),
  ],
  [
    'gentoo-portage',
    '/etc/portage/repos.conf/gentoo.conf',
    ini,
    ({ variables: { host, path, rsync } }) => ({
      DEFAULT: { 'main-repo': 'gentoo' },
      gentoo: {
        ...portage,
        ...(rsync
          ? {
              ...{ 'sync-type': 'rsync', 'sync-uri': `rsync://${host}${path}/`, 'sync-rsync-verify-jobs': '1' },
              ...{ 'sync-rsync-verify-metamanifest': 'yes', 'sync-rsync-verify-max-age': '3' },
            }
          : { 'sync-type': 'webrsync', 'sync-webrsync-verify-signature': 'yes' }),
      },
    }),
  ],
];

describe('a file has what its program looks for, in the program’s own format', () => {
  for (const [cname, path, format, holds] of wholeFiles) {
    testWith(format.needs, `${path} of ${cname}`, async () => {
      for (const line of fencesOf(cname, path)) expect(format.read(line.text), nameLines(line)).toEqual(holds(line));
      expect(() => format.read(format.broken)).toThrow();
    });
  }
});

testWith([], 'what stackage and hackage add to Stack’s one file makes one file', async () => {
  const parts = ['stackage', 'hackage'].map((cname) => fenceOf(cname, '~/.stack/config.yaml')[0]!);
  const [stackage, hackage] = parts.map(({ endpoint }) => endpoint);
  expect(yaml.read(parts.map(({ text }) => text).join('\n'))).toEqual({
    'setup-info-locations': [`${stackage}/stack-setup.yaml`],
    urls: { 'latest-snapshot': `${stackage}/snapshots.json` },
    'snapshot-location-base': `${stackage}/stackage-snapshots/`,
    'package-index': { 'download-prefix': `${hackage}/` },
  });
});
