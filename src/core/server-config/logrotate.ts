import { quote } from './quoting.ts';
import type { ServePlan } from './serve-plan.ts';

/** How a server is told that its log has been moved away. */
const reopen = { nginx: 'nginx -s reopen', apache: 'apachectl graceful' } as const;

/**
 * Rotation of a log in a folder of its own; none for one that lies where the server's own are, as its package rotates
 * those, and none for Caddy, which rotates by itself.
 */
export function logrotateFiles(plan: ServePlan): { readonly file: string; readonly text: string }[] {
  const { log, logFolder } = plan;
  if (log === 'off' || !logFolder) return [];
  return (['nginx', 'apache'] as const).map((server) => ({
    file: `${server}/heliostat.logrotate`,
    text: rotation(`${logFolder}/heliostat.log`, server, plan),
  }));
}

function rotation(path: string, server: keyof typeof reopen, { system }: ServePlan): string {
  return `# Heliostat: rotation of the log of ${server === 'nginx' ? 'nginx' : 'Apache'}, as \`logFolder\` is none that its package rotates.
# Goes to /etc/logrotate.d/heliostat
# Test it with: logrotate -d /etc/logrotate.d/heliostat
# Written by the build: changes belong into \`serve\` of portal.yaml.

${quote(path)} {
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
    postrotate
        ${reopen[server]}
    endscript
}
`;
}
