import { unlistedNames } from '../serving/content-types.ts';
import { heading } from './heading.ts';
import { variable } from './rsync-modules.ts';
import type { ServePlan } from './serve-plan.ts';
import type { ServedMirror } from './served-mirror.ts';

/** rsync's temporary names, and before them real ones that look alike; as rsync writes patterns. */
const names = {
  real: [`.?*.${'[a-z]'.repeat(6)}`, `.?*.sha${'[0-9]'.repeat(3)}`],
  temporary: `.?*.${'[A-Za-z0-9]'.repeat(6)}`,
};

/** The files of rsync in `dist-config/`: one file with modules, or none if rsync is off. */
export function rsyncdFiles(plan: ServePlan): { readonly file: string; readonly text: string }[] {
  const { rsync, modules } = plan;
  if (!rsync) return [];
  return [
    { file: 'rsyncd/heliostat.conf', text: [head(plan), common(plan, rsync), ...modules.map(module)].join('\n') },
  ];
}

function head({ names }: ServePlan): string {
  return heading({
    what: `the mirrors of ${names[0]}, for the daemon of rsync.`,
    place: '/etc/rsyncd.d/heliostat.conf; /etc/rsyncd.conf says: &include /etc/rsyncd.d/heliostat.conf',
    more: [
      'If there is no rsyncd.conf, this file can be used as rsyncd.conf. rsync reads it for each client, so no reload is needed.',
    ],
    test: "RSYNC_CONNECT_PROG='rsync --daemon --config=/etc/rsyncd.d/heliostat.conf' rsync rsync://localhost/",
    modules: 'all in rsync itself.',
  });
}

/** What stands before the first module is for all of this file, and for nothing outside of it where it is included. */
function common({ system, log, logFolder }: ServePlan, rsync: NonNullable<ServePlan['rsync']>): string {
  return `# For the modules below only, not for modules of the file that includes this one.
read only = yes
list = yes
uid = nobody
gid = ${system === 'debian' ? 'nogroup' : 'nobody'}
# Files that this user cannot read are hidden.
ignore nonreadable = yes
# Links are sent unchanged, and cannot lead outside of a mirror's folder.
use chroot = yes
munge symlinks = no
# Maximum number of clients at once, for each mirror.
max connections = ${rsync.connections}
lock file = /run/heliostat.%RSYNC_MODULE_NAME%.lock
# Seconds of silence after which a client is disconnected.
timeout = 600
# --checksum would read all files of a mirror from the disk.
refuse options = checksum
# Packages are compressed already. Clients that ask for compression are still served.
dont compress = *
# Temporary files of a sync.
filter = ${filter(unlistedNames)}
${logLines(log, logFolder, rsync.logFiles)}`;
}

function logLines(log: ServePlan['log'], folder: string | undefined, hasFiles: boolean): string {
  if (log !== 'full')
    return '# rsync cannot leave addresses out of its log, so it logs nothing about these modules.\nlog file = /dev/null\n';
  const file = folder ? `log file = ${folder}/rsyncd.log\n` : '';
  const files = hasFiles ? 'transfer logging = yes\nlog format = %o %h [%a] %m (%u) %f %l %b\n' : '';
  return `# One line per client, with the bytes in and out.\n${file}${files}`;
}

/** A path ends with a slash, so that no space of a folder's name is the end of the line. */
function module({ module, name, folder, isGit }: ServedMirror): string {
  const own = isGit ? `filter = ${filter(unlistedNames.filter((unlisted) => unlisted !== '.git'))}\n` : '';
  return `[${module}]\ncomment = ${commentOf(name)}\npath = ${folder}/\n${own}`;
}

function filter(hidden: readonly string[]): string {
  const rules = [
    ...hidden.map((name) => `- ${name}`),
    ...names.real.map((name) => `+ ${name}`),
    `- ${names.temporary}`,
  ];
  return rules.join(' ');
}

/** On one line, of which no backslash at its end makes two. */
function commentOf(name: string): string {
  return name
    .replaceAll(/[\p{Cc}\p{Cs}\\]+/gu, ' ')
    .replaceAll(variable, '% ')
    .trim();
}
