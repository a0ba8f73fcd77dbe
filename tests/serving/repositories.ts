import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Sandbox } from '../sandbox.ts';

/*
 * Repositories of one package, `hello`, laid out and signed as those of distributions are. Names and versions have what
 * real ones do and addresses may stumble over: `+`, `~` and `^`.
 */

/**
 * A suite `small` of Debian, which offers its indexes by their hashes.
 *
 * @param folder that of the mirror, absolute
 * @param key file for the key that it is signed with, absolute
 * @returns the package, relative to the folder
 */
export function makeDebianRepository(folder: string, key: string): string {
  const sandbox = new Sandbox();
  const control =
    'Package: hello\nVersion: 2.10+b1~x\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: a greeting\n';
  sandbox.write('hello/DEBIAN/control', control);
  const file = 'pool/main/h/hello/hello_2.10+b1~x_all.deb';
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  sandbox.must('dpkg-deb', '--build', '--root-owner-group', 'hello', join(folder, file));
  const deb = readFileSync(join(folder, file));
  const entry = `${control}Filename: ${file}\nSize: ${deb.length}\nSHA256: ${sha256(deb)}\n`;
  const index = gzipSync(entry);
  const main = 'dists/small/main/binary-amd64';
  put(folder, `${main}/Packages.gz`, index);
  put(folder, `${main}/by-hash/SHA256/${sha256(index)}`, index);
  const sums = [entry, index].map((file) => ` ${sha256(file)} ${file.length} main/binary-amd64/Packages`);
  const release = `Suite: small\nArchitectures: amd64 all\nComponents: main\nAcquire-By-Hash: yes\nDate: Sat, 01 Jan 2022 00:00:00 UTC\nSHA256:\n${sums.join('\n')}.gz\n`;
  put(folder, 'dists/small/InRelease', signed(release, sandbox, key));
  return file;
}

function signed(text: string, sandbox: Sandbox, key: string): string {
  const gpg = (...args: string[]) => sandbox.must('gpg', '--batch', '--homedir', sandbox.home, ...args);
  gpg('--passphrase', '', '--quick-generate-key', 'mirror@example.org', 'ed25519');
  gpg('--export', '--armor', '--output', key);
  gpg('--clearsign', '--output', 'signed', sandbox.write('text', text));
  sandbox.must('gpgconf', '--homedir', sandbox.home, '--kill', 'all');
  return readFileSync(join(sandbox.home, 'signed'), 'utf8');
}

/** What dnf and zypper read; its indexes have their hashes in their names. @returns the package, relative to the folder */
export function makeRpmRepository(folder: string): string {
  const sandbox = new Sandbox();
  const spec = sandbox.write(
    'hello.spec',
    'Name: hello\nVersion: 2.10~rc1^git1\nRelease: 1\nSummary: A greeting\nLicense: MIT\nBuildArch: noarch\n%description\n.\n%files\n',
  );
  const packages = join(folder, 'Packages/h');
  mkdirSync(packages, { recursive: true });
  sandbox.must('rpmbuild', '-bb', '--define', `_topdir ${sandbox.home}`, '--define', `_rpmdir ${packages}`, spec);
  sandbox.must('createrepo_c', folder);
  return 'Packages/h/noarch/hello-2.10~rc1^git1-1.noarch.rpm';
}

/** A simple index of PyPI (PEP 503), whose files have their hashes in their addresses. @returns the wheel, relative */
export function makePythonIndex(folder: string): string {
  const sandbox = new Sandbox();
  const info = 'hello-1.0+local.1.dist-info';
  sandbox.write('hello.py', 'print("hello")\n');
  sandbox.write(`${info}/METADATA`, 'Metadata-Version: 2.1\nName: hello\nVersion: 1.0+local.1\n');
  sandbox.write(`${info}/WHEEL`, 'Wheel-Version: 1.0\nGenerator: a\nRoot-Is-Purelib: true\nTag: py3-none-any\n');
  sandbox.write(`${info}/RECORD`, 'hello.py,,\n');
  const name = 'hello-1.0+local.1-py3-none-any.whl';
  sandbox.must('python3', '-m', 'zipfile', '-c', name, 'hello.py', info);
  const wheel = readFileSync(join(sandbox.home, name));
  const hash = sha256(wheel);
  const file = `packages/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash.slice(4)}/${name}`;
  put(folder, file, wheel);
  const link = `<a href="../../${file.replace('+', '%2B')}#sha256=${hash}">${name}</a>`;
  put(folder, 'simple/hello/index.html', `<!doctype html><title>Links for hello</title>${link}\n`);
  return file;
}

/** A repository `small` of Arch Linux, whose database is a symbolic link. @returns the package, relative to the folder */
export function makeArchRepository(folder: string): string {
  const sandbox = new Sandbox();
  const version = '1:2.10+r1-1';
  const file = `hello-${version}-any.pkg.tar.gz`;
  const pack = (to: string, entry: string) =>
    sandbox.must('tar', '--force-local', '-czf', join(folder, to), '-C', sandbox.home, entry);
  mkdirSync(folder, { recursive: true });
  sandbox.write('.PKGINFO', `pkgname = hello\npkgver = ${version}\narch = any\n`);
  pack(file, '.PKGINFO');
  const bytes = readFileSync(join(folder, file));
  const fields = { FILENAME: file, NAME: 'hello', VERSION: version, ARCH: 'any', CSIZE: bytes.length };
  const entries = Object.entries({ ...fields, SHA256SUM: sha256(bytes) });
  sandbox.write(`hello-${version}/desc`, entries.map(([name, value]) => `%${name}%\n${value}\n`).join('\n'));
  pack('small.db.tar.gz', `hello-${version}`);
  symlinkSync('small.db.tar.gz', join(folder, 'small.db'));
  return file;
}

/** Write a file below a folder. */
function put(folder: string, file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

function sha256(bytes: Uint8Array | string): string {
  return hash('sha256', bytes);
}
