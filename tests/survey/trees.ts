import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findProgram, type Need } from '../programs.ts';

/*
 * Trees as mirrors have them, made by the tools of their ecosystems, and as old as a test wants them.
 */

/** The programs that make the trees. */
export const treeNeeds: readonly Need[] = ['apt-ftparchive', 'dpkg-deb', 'createrepo_c', 'rpmbuild', 'git', 'tar'];

/** Write a file, and its folders. */
export function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A suite of Debian with one package, valid until a moment, and the trace of the archive run that made it. */
export function makeAptTree(folder: string, from: Date, until: Date): void {
  const [build, pool, binary] = ['build', 'pool/main/h', 'dists/unstable/main/binary-amd64'] as const;
  put(
    join(folder, build, 'DEBIAN/control'),
    'Package: hello\nVersion: 2.10\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: a greeting\n',
  );
  for (const path of [pool, binary]) mkdirSync(join(folder, path), { recursive: true });
  must('dpkg-deb', folder, '--build', '--root-owner-group', build, `${pool}/hello_2.10_all.deb`);
  rmSync(join(folder, build), { recursive: true });
  writeFileSync(join(folder, binary, 'Packages'), must('apt-ftparchive', folder, 'packages', 'pool'));
  writeFileSync(join(folder, 'dists/unstable/Release'), releaseOf(folder, from, until));
  put(join(folder, 'project/trace/master'), `${traceDate(from)}\nUsing dak v1\n`);
}

/** The Release of a suite as it is now. */
export function releaseOf(folder: string, from: Date, until: Date): string {
  // Whatever its date is, it is valid for these seconds from when it is made.
  const ValidTime = Math.round((until.getTime() - Date.now()) / 1000);
  const fields = { Suite: 'unstable', Date: from.toUTCString(), ValidTime };
  const options = Object.entries(fields).flatMap(([key, value]) => ['-o', `APT::FTPArchive::Release::${key}=${value}`]);
  return must('apt-ftparchive', folder, ...options, 'release', 'dists/unstable');
}

/** As the traces of Debian: `Sat Nov 28 02:32:01 UTC 2026`. */
export function traceDate(date: Date): string {
  return date.toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, '$1 $3 $2 $5 UTC $4');
}

/** A repository with one package, whose index was made at a moment. @returns the package, relative */
export function makeRpmTree(folder: string, from: Date): string {
  const spec = join(folder, 'hello.spec');
  put(
    spec,
    'Name: hello\nVersion: 2.10\nRelease: 1\nSummary: A\nLicense: MIT\nBuildArch: noarch\n%description\n.\n%files\n',
  );
  must('rpmbuild', folder, '-bb', '--define', `_topdir ${folder}/build`, '--define', `_rpmdir ${folder}`, spec);
  rmSync(spec);
  rmSync(join(folder, 'build'), { recursive: true, force: true });
  const revision = String(Math.floor(from.getTime() / 1000));
  must('createrepo_c', folder, '--quiet', `--revision=${revision}`, '--set-timestamp-to-revision', '.');
  return 'noarch/hello-2.10-1.noarch.rpm';
}

/** Databases of pacman without packages, and the two stamps of Arch Linux. */
export function makeArchTree(folder: string, from: Date): void {
  for (const repository of ['core', 'extra']) {
    const os = join(folder, repository, 'os/x86_64');
    mkdirSync(os, { recursive: true });
    must('tar', os, '-czf', `${repository}.db`, '--files-from=/dev/null');
  }
  for (const stamp of ['lastsync', 'lastupdate']) writeFileSync(join(folder, stamp), `${from.getTime() / 1000}\n`);
}

/** A bare repository with one commit of a moment. */
export function makeGitTree(folder: string, from: Date): void {
  mkdirSync(folder, { recursive: true });
  must('git', folder, 'init', '--quiet', '--bare');
  const date = from.toISOString();
  const who = { NAME: 'A', EMAIL: 'a@example.org', DATE: date };
  const env = ['AUTHOR', 'COMMITTER'].flatMap((role) =>
    Object.entries(who).map(([key, value]) => [`GIT_${role}_${key}`, value] as const),
  );
  const empty = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
  put(join(folder, 'objects/info/.keep'), '');
  must('git', folder, 'hash-object', '-t', 'tree', '-w', '/dev/null');
  const commit = mustWith(Object.fromEntries(env), 'git', folder, 'commit-tree', '-m', 'A', empty).trim();
  must('git', folder, 'update-ref', 'HEAD', commit);
}

/** A copy of a tree. */
export function copyTree(from: string, to: string): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true });
}

function must(program: Need & string, folder: string, ...args: string[]): string {
  return mustWith({}, program, folder, ...args);
}

function mustWith(env: Readonly<Record<string, string>>, program: string, folder: string, ...args: string[]): string {
  const path = findProgram(program as Parameters<typeof findProgram>[0])!;
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  return execFileSync(path, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: [...stdio],
  });
}
