import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fillInput } from '../src/help/fill-input.ts';
import { overlayHelp } from '../src/help/layers.ts';
import type { Input } from '../src/help/variables.ts';
import { folderReader } from '../src/io/survey/folder-reader.ts';
import { answerQuestions } from '../src/survey/answer-questions.ts';
import { checkout } from './portal-test.ts';

/* What the library offers where trees have the files of these names, as the mirrors of these projects have them. */

const library = join(checkout, 'content/library/help');

/** The inputs of a document that are filled, in one language. */
function filledInputs(cname: string, language: string): Input[] {
  const names = readdirSync(join(library, cname)).map((file) => `${cname}/${file}`);
  const files = names.map((name) => ({ name, shown: name, text: readFileSync(join(library, name), 'utf8') }));
  const document = overlayHelp([{ files }]).value.find((one) => one.language === language)!;
  return [...document.inputs.values()].filter(({ from }) => from);
}

const asking = readdirSync(library).filter((cname) => filledInputs(cname, 'en').length > 0);

test.each(asking)('both languages of %s ask the same', (cname) => {
  const asked = (language: string) => filledInputs(cname, language).map(({ name, from }) => [name, from]);
  expect(asked('zh')).toEqual(asked('en'));
});

/** A Release with what a number stands for: `dists/trixie/Release 13.1`, after it the suite. */
function textOf(path: string, version: string | undefined, suite: string | undefined): string {
  const codename = path.split('/').at(-2);
  return `Codename: ${codename}\n${version ? `Version: ${version}\n` : ''}${suite ? `Suite: ${suite}\n` : ''}`;
}

const trees: Readonly<Record<string, readonly [files: string, offered: string]>> = {
  debian: [
    'dists/trixie/Release 13.3 oldstable, dists/forky/Release 14.0 stable, dists/forky-updates/Release 14.0, dists/bullseye/Release 11.11 oldoldoldstable, dists/sid/Release, dists/rc-buggy/Release',
    'release: trixie [forky] sid',
  ],
  'debian-security': [
    'dists/trixie-security/Release 13, dists/forky-security/Release, dists/stable-security/Release 13, dists/testing-security/Release, dists/bullseye-security/Release 11',
    'release: [trixie] forky',
  ],
  ubuntu: [
    'dists/noble/Release 24.04, dists/noble-updates/Release 24.04, dists/jammy/Release 22.04, dists/resolute/Release 26.04, dists/zany/Release 27.04, dists/devel/Release 27.04',
    'release: zany [resolute] noble',
  ],
  'ubuntu-ports': ['dists/noble/Release 24.04, dists/zany/Release 27.04', 'release: zany [noble]'],
  kali: ['dists/kali-rolling/Release, dists/kali-dev/Release', 'branch: [kali-rolling]'],
  rocky: [
    '10/BaseOS/x86_64/os/repodata/repomd.xml, 10.1/BaseOS/x86_64/os/repodata/repomd.xml, 9/BaseOS/aarch64/os/repodata/repomd.xml',
    'release: [10] 9',
  ],
  almalinux: ['9/BaseOS/x86_64/os/repodata/repomd.xml', 'release: [9]'],
  'centos-stream': ['9-stream/BaseOS/x86_64/os/repodata/repomd.xml, SIGs/x', 'release: [9]'],
  epel: [
    '10/Everything/x86_64/repodata/repomd.xml, 10z/Everything/x86_64/repodata/repomd.xml, 9/Everything/x86_64/repodata/repomd.xml',
    'release: [10] 9',
  ],
  fedora: [
    'releases/44/Everything/x86_64/os/repodata/repomd.xml, releases/45/Everything/x86_64/os/repodata/repomd.xml, releases/test/46_Beta/Everything/x86_64/os/repodata/repomd.xml',
    'release: [45]',
  ],
  alpine: [
    'v2.7/main/x86_64/APKINDEX.tar.gz, v3.24/main/x86_64/APKINDEX.tar.gz, v3.25/main/aarch64/APKINDEX.tar.gz, edge/main/x86_64/APKINDEX.tar.gz, last-updated',
    'release: v3.25 [v3.24] edge',
  ],
  FreeBSD: [
    'releases/amd64/amd64/15.1-RELEASE/MANIFEST, releases/arm64/aarch64/15.2-RELEASE/MANIFEST, releases/amd64/amd64/15.3-BETA1/MANIFEST',
    'release: [15.2]',
  ],
  OpenBSD: ['7.9/amd64/SHA256.sig, 8.0/amd64/SHA256.sig, snapshots/amd64/SHA256.sig', 'release: [8.0]'],
  NetBSD: ['NetBSD-10.1/images/SHA512, NetBSD-9.4/images/SHA512, NetBSD-11.0_RC1/images/SHA512', 'version: [10.1]'],
  'nodejs-release': [
    'latest-v24.x/SHASUMS256.txt, latest-v25.x/SHASUMS256.txt, latest/SHASUMS256.txt',
    'line: [latest-v24.x]',
  ],
  kubernetes: [
    'core:/stable:/v1.38/deb/Release, core:/stable:/v1.37/deb/Release, core:/stable:/v1.24/deb/Release',
    'version: v1.38 [v1.37]',
  ],
  elasticstack: ['8.x/apt/dists/stable/Release, 7.x/apt/dists/stable/Release', 'series: [8.x]'],
  mariadb: ['repo/11.8/debian/dists/x, repo/10.11/ubuntu/dists/x, repo/10.11.2/ubuntu/dists/x', 'series: [11.8] 10.11'],
  postgresql: [
    'repos/apt/dists/trixie-pgdg/Release, repos/apt/dists/trixie-pgdg-testing/Release, repos/apt/dists/duke-pgdg/Release',
    'release: [trixie] duke',
  ],
  openeuler: ['openEuler-24.03-LTS-SP3/OS/x86_64/repodata/repomd.xml', 'release: [24.03-LTS-SP3]'],
  proxmox: [
    'debian/pve/dists/trixie/Release, debian/pbs-client/dists/trixie/Release, debian/pmg/dists/bookworm/Release, debian/ceph-squid/dists/trixie/Release',
    'product: [pve] pbs-client; ceph: [squid]',
  ],
};

test('each document that asks is tried', () => {
  expect(Object.keys(trees).sort()).toEqual(asking.toSorted());
});

test.each(Object.entries(trees))('%s', async (cname, [files, offered]) => {
  const root = mkdtempSync(join(tmpdir(), 'heliostat-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, version, suite] of files.split(', ').map((file) => file.split(' '))) {
    mkdirSync(dirname(join(root, path!)), { recursive: true });
    writeFileSync(join(root, path!), textOf(path!, version, suite));
  }
  const inputs = filledInputs(cname, 'en');
  const answers = await answerQuestions(
    folderReader(root),
    inputs.map(({ from }) => from!.question),
  );
  expect(inputs.map((input) => shown(fillInput(input, answers))).join('; ')).toBe(offered);
});

function shown({ name, choices, default: first }: Input): string {
  const values = choices.length > 0 ? choices.map(({ value }) => value) : [first];
  return `${name}: ${values.map((value) => (value === first ? `[${value}]` : value)).join(' ')}`;
}
