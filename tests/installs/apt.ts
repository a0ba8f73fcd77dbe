import { expect } from 'vitest';
import { renderTemplate } from '../../src/help/template.ts';
import { blockVariables, type Chosen, predefinedVariables } from '../../src/help/variables.ts';
import { library } from '../help-library.ts';
import type { DebianSystem } from './debian-system.ts';
import { fenceLike } from './fences.ts';
import type { MirrorSite } from './mirror.ts';
import type { Cname } from './registries.ts';

/** The releases whose lines can be followed with what Debian's stable machines have. */
export const releases = ['bookworm', 'trixie'] as const;
export type Release = (typeof releases)[number];

/** What apt would fetch indexes from: the address and the suite of each. */
export function aptSettings(system: DebianSystem): string {
  const format = '$(REPO_URI) $(RELEASE) $(COMPONENT)';
  return system.must(`apt-get indextargets --format '${format}' 'Created-By: Packages' | sort -u`);
}

/** Follow the page of debian to its end, with everything switched on. @returns what apt said */
export function followDebian(system: DebianSystem, site: MirrorSite, release: Release): string {
  const fences = site.fences('debian');
  const path = '/etc/apt/sources.list.d/debian.sources';
  expect(choose(site, 'debian', path, {})).toBe(fenceLike(fences, path).text);
  const ready = site.readyFile(`debian/files/${release}/debian.sources`);
  expect(choose(site, 'debian', path, { release })).toBe(ready.trimEnd());
  system.shell(asRoot(fenceLike(fences, /cp -a/).text)); // fails where there is none
  system.write(path, `${choose(site, 'debian', path, { release, security: 'true', backports: 'true' })}\n`);
  const update = fenceLike(fences, /mv \/etc\/apt\/sources\.list /).text;
  return system.must(asRoot(update)) + system.must(asRoot(fenceLike(fences, /^apt policy/).text));
}

/** Install something from the archive, and something small from its backports. @returns what it is called */
export function installSome(system: DebianSystem, release: Release): string {
  system.must('apt install -y hello && hello');
  const list = `/var/lib/apt/lists/*_${release}-backports_main_binary-*_Packages*`;
  const smallest = `for file in ${list}; do /usr/lib/apt/apt-helper cat-file $file; done |
    awk '/^Package:/ { name = $2; free = 1 } /^(Pre-)?Depends:/ { free = 0 } /^Size:/ { size = $2 } /^$/ && free { print size, name }' |
    sort -n | head -n 1 | cut -d ' ' -f 2`;
  const name = system.must(smallest).trim();
  system.must(`apt install -y -t ${release}-backports ${name}`);
  return name;
}

/** Follow the way back of the page of debian. */
export function leaveDebian(system: DebianSystem, site: MirrorSite): void {
  system.must(asRoot(fenceLike(site.fences('debian'), /rm .*debian\.sources/).text), true);
}

/** Follow the page of debian-security. @returns what apt said */
export function followSecurity(system: DebianSystem, site: MirrorSite, release: Release): string {
  const fences = site.fences('debian-security');
  const path = '/etc/apt/sources.list.d/debian-security.sources';
  system.write(path, `${choose(site, 'debian-security', path, { release })}\n`);
  return system.must(asRoot(fenceLike(fences, /apt update/).text), true);
}

export function leaveSecurity(system: DebianSystem, site: MirrorSite): void {
  system.must(asRoot(fenceLike(site.fences('debian-security'), /^sudo rm/).text));
}

function asRoot(lines: string): string {
  return lines.replaceAll('sudo ', '');
}

/** What the page shows for a file when something is chosen. */
function choose({ address }: MirrorSite, cname: Cname, path: string, chosen: Chosen): string {
  const { page, document } = library.find(({ document }) => document.cname === cname && document.language === 'en')!;
  const blocks = page.segments.flatMap((segment) =>
    'block' in segment && segment.block.path === path ? [segment.block] : [],
  );
  expect(blocks).toHaveLength(1);
  const { template, inputs } = blocks[0]!;
  const mirrors = { 'debian-security': `${address}/debian-security/` };
  const predefined = predefinedVariables(`${address}/${cname}/`, document.scheme, false, mirrors);
  return renderTemplate(template, blockVariables([...page.globals, ...inputs], chosen, predefined)).trimEnd();
}
