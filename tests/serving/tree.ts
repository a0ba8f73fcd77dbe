import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { policy } from './policy.ts';

/** Names of the mirrors in the tree. */
export const mirrors = [
  'CTAN',
  'alpine',
  'anaconda',
  'archlinux',
  'debian',
  'fedora',
  'gentoo',
  'misc',
  'openwrt',
  'pypi',
];

/** What must not be served, or not as it is. */
const traps: Readonly<Record<string, string>> = {
  'fedora/.~tmp~/hello.rpm': 'half a file',
  'debian/.rsync-partial/x.deb': 'half a file',
  'debian/dists/.~tmp~/InRelease': 'half a file',
  'debian/pool/.git/config': 'a secret',
  'debian/.htaccess': 'Options +ExecCGI',
  'fedora/linux/releases/40/Workstation/x86_64/iso/.Fedora-Workstation.iso.Ab12Cd': 'half a file',
  'fedora/linux/releases/40/Workstation/x86_64/iso/.treeinfo': 'for installers',
  'fedora/linux/releases/40/Workstation/x86_64/iso/HEADER.html': '<h1>evil header</h1>',
  'fedora/linux/releases/40/Workstation/x86_64/iso/README.html': '<h1>evil footer</h1>',
  'misc/odd/<img src=x onerror=alert(1)>.txt': 'a name',
  'misc/odd/{{env "PATH"}}': 'a name',
  'misc/odd/README': '<script>alert(1)</script> & <b>text</b>',
  'fedora/prebitflip/x.iso': 'not yet public',
  'log/tunasync.log': 'a secret',
};

/** The owner of the tree, where the tests run as root: neither root, who owns /etc/passwd, nor the server. */
const OWNER = 65534;

/**
 * Make a tree in which every file that the policy tells of is there, and traps.
 *
 * @param root an empty folder, absolute
 */
export function makeTree(root: string): void {
  const isMirrored = (url: string) => mirrors.some((name) => url.startsWith(`/${name}/`)) && !url.includes('link/');
  const files = policy
    .filter(({ url, status }) => status.includes(200) && isMirrored(url))
    .map(({ url }) => decodeURIComponent(url));
  for (const file of files) write(join(root, file.endsWith('/') ? `${file}index.html` : file), `content of ${file}\n`);
  for (const [file, text] of Object.entries(traps)) write(join(root, file), text);
  write(join(root, 'misc/big.iso'), '');
  truncateSync(join(root, 'misc/big.iso'), 5 * 1024 ** 3);
  symlinkSync('/etc/passwd', join(root, 'misc/escape'));
  symlinkSync('dists/bookworm', join(root, 'debian/stable-link'));
  symlinkSync('../pool', join(root, 'debian/dists/poollink'));
  chmodSync(join(root, 'fedora/linux/releases/40/Workstation/x86_64/iso/f.cgi'), 0o755);
  if (process.getuid?.() === 0) ownAll(root);
  chmodSync(join(root, 'fedora/prebitflip'), process.getuid?.() === 0 ? 0o750 : 0);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function ownAll(folder: string): void {
  chownSync(folder, OWNER, OWNER);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) ownAll(path);
    else lchownSync(path, OWNER, OWNER);
  }
}

/** Let servers that run as somebody else use a folder, and write their logs there. */
export function open(folder: string): void {
  chmodSync(folder, statSync(folder).mode | 0o077);
}
