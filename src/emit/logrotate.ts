import { quote } from './quoting.ts';
import type { ServePlan } from './serve-plan.ts';

/** Whose logs there may be, and how a server is told that its log has been moved away; rsync opens it for each client. */
const servers = [
  { server: 'nginx', title: 'nginx', log: 'heliostat.log', place: 'heliostat', reopen: 'nginx -s reopen' },
  { server: 'apache', title: 'Apache', log: 'heliostat.log', place: 'heliostat', reopen: 'apachectl graceful' },
  { server: 'rsyncd', title: 'rsync', log: 'rsyncd.log', place: 'heliostat-rsyncd', reopen: undefined },
] as const;

/**
 * Rotation of a log in a folder of its own; none for one that lies where the server's own are, as its package rotates
 * those, and none for Caddy, which rotates by itself.
 */
export function logrotateFiles(plan: ServePlan): { readonly file: string; readonly text: string }[] {
  const { log, logFolder, rsync } = plan;
  if (log === 'off' || !logFolder) return [];
  return servers
    .filter(({ server }) => server !== 'rsyncd' || (rsync && log === 'full'))
    .map((server) => ({ file: `${server.server}/heliostat.logrotate`, text: rotation(server, logFolder, plan) }));
}

function rotation(
  { title, log, place, reopen }: (typeof servers)[number],
  folder: string,
  { system }: ServePlan,
): string {
  const told = reopen ? `    postrotate\n        ${reopen}\n    endscript\n` : '';
  return `# Heliostat: rotation of the log of ${title}, as \`logFolder\` is none that its package rotates.
# Goes to /etc/logrotate.d/${place}
# Test it with: logrotate -d /etc/logrotate.d/${place}
# Written by the build: changes belong into \`serve\` of portal.yaml.

${quote(`${folder}/${log}`)} {
    # Two weeks, a file a day; none where nobody came.
    daily
    rotate 14
    missingok
    notifempty
    # Yesterday's is packed tomorrow, as requests that last may still be written to it.
    compress
    delaycompress
    # Addresses of visitors are not for every user of the machine.
    create 0640 root ${system === 'debian' ? 'adm' : 'root'}
${told}}
`;
}
