import { expect } from 'vitest';
import { distinct, isOwnAddress, type Lines, linesIn, nameLines, unlikeSettings } from './help-library.ts';
import { testWith } from './programs.ts';
import { type Repositories, readWithApt, readWithDnf, readWithPacman, readWithZypper } from './repository-readers.ts';
import { Sandbox } from './sandbox.ts';

const lines = distinct(linesIn(unlikeSettings.filter(({ sudo }) => !sudo)));
/** Hundreds of runs, on a machine that may have other work. */
const patience = 180_000;
const filesFor = (pattern: RegExp) => lines.filter(({ path }) => path && pattern.test(path));

/** Lines that a package manager does not take, or reads another address in than the mirror's, and why. */
function refused(taken: readonly Lines[], answers: readonly Repositories[]): string[] {
  return taken.flatMap((line, index) => {
    const { addresses, complaint } = answers[index]!;
    const strange = addresses.filter((address) => !isOwnAddress(address, line));
    const faults = [complaint, ...strange, addresses.length === 0 ? 'no address' : ''].filter(Boolean);
    return faults.map((fault) => `${fault} in ${nameLines(line)}`);
  });
}

testWith(
  ['apt-get'],
  'apt takes every list of sources, and all that it would fetch is on the mirror',
  async () => {
    const lists = filesFor(/\/apt\/.*\.(?:sources|list)$/);
    expect(lists.length).toBeGreaterThan(100);
    const named = lists.map(({ path, text }) => ({ name: path!.split('/').at(-1)!, text }));
    expect(refused(lists, readWithApt(named))).toEqual([]);
  },
  patience,
);

testWith(['apt-get'], 'apt refuses a list that it cannot read', async () => {
  const stanza = 'Types: deb\nURIs: https://mirrors.example.org/x\nSuites: trixie\nComponents: main\n';
  const [good, ...bad] = readWithApt([
    { name: 'x.sources', text: stanza },
    { name: 'x.sources', text: stanza.replace('Suites: trixie\n', '') },
    { name: 'x.sources', text: stanza.replace('Components: main\n', '') },
    { name: 'x.sources', text: stanza.replace('Types: deb', 'Types deb') },
    { name: 'x.list', text: 'deb https://mirrors.example.org/x\n' },
  ]);
  expect(good!.complaint).toBe('');
  expect(bad.map(({ complaint }) => complaint.split('\n')[0]!.replace(/ \S+heliostat\S+/, ''))).toMatchInlineSnapshot(`
    [
      "E: Malformed entry 1 in sources file (Suite)",
      "E: Malformed entry 1 in sources file (Component)",
      "E: Malformed stanza 1 in source list (type)",
      "E: Malformed entry 1 in list file (Suite)",
    ]
  `);
});

testWith(['apt-get'], 'apt takes every file of preferences', async () => {
  const complaint = (text: string) => {
    const sandbox = new Sandbox();
    const file = sandbox.write('preferences', text);
    const options = [`Dir=${sandbox.home}`, `Dir::Etc::preferences=${file}`, 'Dir::Etc::preferencesparts=/dev/null'];
    const more = ['Dir::Etc::sourcelist=/dev/null', 'Dir::Etc::sourceparts=/dev/null', 'Dir::State::status=/dev/null'];
    const { said } = sandbox.run('apt-cache', 'policy', ...[...options, ...more].flatMap((option) => ['-o', option]));
    return said.match(/^[EW]: .*/gm) ?? [];
  };
  const preferences = filesFor(/^\/etc\/apt\/preferences/);
  expect(preferences.length).toBeGreaterThan(3);
  for (const line of preferences) expect(complaint(line.text), nameLines(line)).toEqual([]);
  expect(complaint('Package: *\nPin: orign mirrors.example.org\nPin-Priority: 1\n')).not.toEqual([]);
});

testWith(
  ['dnf'],
  'dnf takes every repository file, knows all its options, and finds it on the mirror',
  async () => {
    const files = filesFor(/\/yum\.repos\.d\//);
    expect(files.length).toBeGreaterThan(100);
    expect(refused(files, readWithDnf(files.map(({ text }) => text)))).toEqual([]);
  },
  patience,
);

testWith(['dnf'], 'dnf refuses a repository file that it cannot read', async () => {
  const repo = '[x]\nname=X\nbaseurl=https://mirrors.example.org/x\n';
  const [good, ...bad] = readWithDnf([
    repo,
    repo.replace(']', ''),
    repo.replace('baseurl', 'baseul'),
    `${repo}gpgcheck=maybe\n`,
  ]);
  expect(good!.complaint).toBe('');
  const complaints = bad.map(({ complaint }) => complaint.split('\n')[0]!.replace(/'?\/\S+\.repo'?/, 'the file'));
  expect(complaints).toMatchInlineSnapshot(`
    [
      "Warning: failed loading the file, skipping.",
      "Unknown configuration option: baseul = https://mirrors.example.org/x in the file",
      "Invalid configuration value: gpgcheck=maybe in the file; invalid boolean value 'maybe'",
    ]
  `);
});

testWith(['zypper'], 'zypper takes every repository file, and finds it on the mirror', async () => {
  const files = filesFor(/\/zypp\/repos\.d\//);
  expect(files.length).toBeGreaterThan(10);
  expect(
    refused(
      files,
      files.map(({ text }) => readWithZypper(text)),
    ),
  ).toEqual([]);
  expect(readWithZypper(files[0]!.text.replace(']', '')).complaint).toContain('contains garbage');
});

testWith(['pacman-conf'], 'pacman takes every list of mirrors, and every repository', async () => {
  const options = '[options]\nArchitecture = x86_64\n';
  const included = (text: string) => {
    return readWithPacman(`${options}[core]\nInclude = {{home}}/mirrorlist\n`, { mirrorlist: text }, 'core');
  };
  const lists = filesFor(/\/pacman\.d\//);
  expect(lists.length).toBeGreaterThan(8);
  expect(
    refused(
      lists,
      lists.map(({ text }) => included(text)),
    ),
  ).toEqual([]);
  const sections = filesFor(/\/pacman\.conf$/);
  expect(sections.length).toBe(4);
  const nameOf = (text: string) => /\[(.+)\]/.exec(text)![1]!;
  expect(
    refused(
      sections,
      sections.map(({ text }) => readWithPacman(options + text, {}, nameOf(text))),
    ),
  ).toEqual([]);
  expect(included(lists[0]!.text.replace('Server', 'Sever')).complaint).toContain("directive 'Sever'");
});

testWith(
  ['bash'],
  'bash can parse every command, and what an image is built by',
  async () => {
    const sandbox = new Sandbox();
    const all = distinct(linesIn(unlikeSettings));
    const commands = all.filter(({ lang }) => lang === 'bash').map(({ text }) => text);
    const builds = all
      .filter(({ lang }) => lang === 'docker')
      .flatMap(({ text }) => text.match(/(?<=^RUN ).*/ms) ?? []);
    expect(commands.length).toBeGreaterThan(500);
    expect(builds.length).toBeGreaterThan(10);
    const fault = (scripts: readonly string[]) => {
      scripts.forEach((text, index) => void sandbox.write(`${index}.sh`, `${text}\n`));
      return sandbox.shell(`for n in {0..${scripts.length - 1}}; do bash -n $n.sh; done`).said;
    };
    expect(fault([...commands, ...builds])).toBe('');
    expect(fault([`echo "`])).toContain('0.sh: line 1: unexpected EOF');
  },
  patience,
);
