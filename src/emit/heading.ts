import type { ServePlan } from './serve-plan.ts';

/** What an operator wants to know of a file before he copies it. */
interface Heading {
  /** A sentence. */
  readonly what: string;
  /** Where it goes, absolute, and what else about that. */
  readonly place: string;
  /** The command that reads it without serving anything. */
  readonly test: string;
  /** What the server must have been built with or load. */
  readonly modules: string;
  /** Further sentences, a line each. */
  readonly more?: readonly string[];
}

/** The first lines of each file, as comments. */
export function heading({ what, place, test, modules, more = [] }: Heading): string {
  return `# Heliostat: ${what}
# Goes to ${place}
${more.map((line) => `# ${line}\n`).join('')}# Test it with: ${test}
# Modules: ${modules}
# Written by the build: changes belong into \`serve\` of portal.yaml.
`;
}

/** Of a file that nginx includes. */
export function nginxHeading(file: string, what: string, modules = 'all in nginx itself.'): string {
  return heading({ what, place: `/etc/nginx/heliostat/${file}`, test: 'nginx -t', modules });
}

/** Of a file that Apache includes. */
export function apacheHeading(plan: Pick<ServePlan, 'system'>, file: string, what: string, modules: string): string {
  return heading({ what, place: `${apacheFolder(plan)}/heliostat/${file}`, test: 'apachectl -t', modules });
}

/** Where Apache's configuration is. */
export function apacheFolder({ system }: Pick<ServePlan, 'system'>): string {
  return system === 'debian' ? '/etc/apache2' : '/etc/httpd';
}
