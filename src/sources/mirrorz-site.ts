import { type Note, type Place, problem, quoted } from '../base/problems.ts';
import { firstFault } from '../base/schema-fault.ts';
import type { Downloads, Endpoint, SiteFacts } from '../model/report.ts';
import { noteEncoded, textField } from './faults.ts';
import { type RawSite, rawDownloads, rawEndpoint } from './mirrorz-schema.ts';

const TEXT_KEYS = [
  'name',
  'logo',
  'logo_darkmode',
  'homepage',
  'issue',
  'request',
  'email',
  'group',
  'disk',
  'note',
  'big',
] as const;

/** What a document says of its site, trimmed; empty texts count as not told. */
export function readSite(raw: RawSite, id: string, note: Note): SiteFacts {
  const at = (key: string): Place => ({ source: id, path: `site.${key}` });
  const texts: Partial<Record<(typeof TEXT_KEYS)[number], string>> = {};
  for (const key of TEXT_KEYS) {
    const text = readSiteText(key, raw[key], at(key), note);
    if (text) texts[key] = text;
  }
  if (raw.url.startsWith('http:')) {
    const fix = 'Serve it over https too, and use https in its url; until then no https address is offered.';
    note(problem('site-over-http', at('url'), `site ${quoted(raw.url)} is http only`, fix));
  }
  return {
    ...texts,
    url: raw.url.replace(/\/+$/, ''),
    abbr: raw.abbr,
    ...(raw.disable === true && { disable: true }),
  };
}

function readSiteText(key: (typeof TEXT_KEYS)[number], raw: unknown, place: Place, note: Note): string | undefined {
  const text = textField(raw, place, note);
  if (text === undefined) return undefined;
  if (key === 'big' && text === '-') {
    note(
      problem('odd-big', place, 'big is "-", which is not a file', 'Leave it out when there is no file to test with.'),
    );
    return undefined;
  }
  if (key === 'logo' && /\.ico$/i.test(text)) {
    note(problem('logo-ico', place, 'the logo is an .ico file', 'Offer a PNG or SVG of at least 64 pixels.'));
  }
  if (/^mailto:\s/i.test(text)) {
    note(problem('mail-space', place, `${key} has a space after mailto:`, 'Remove it; Heliostat removes it too.'));
    return text.replace(/^mailto:\s+/i, 'mailto:');
  }
  return text;
}

/** The downloads by distribution; several entries of one distribution and category become one. */
export function readDownloads(rows: readonly unknown[], id: string, note: Note): Downloads[] {
  const byName = new Map<string, Downloads>();
  rows.forEach((row, index) => {
    const place = { source: id, path: `info[${index}]` };
    const found = readDownloadsRow(row, place, note);
    if (!found) return;
    const key = JSON.stringify([found.distro, found.category]);
    const earlier = byName.get(key);
    if (earlier) {
      const fix = 'Put its files into one entry; they are shown as one.';
      note(problem('duplicate-download', place, `${quoted(found.distro)} is listed more than once`, fix));
    }
    byName.set(key, earlier ? { ...found, urls: [...earlier.urls, ...found.urls] } : found);
  });
  return [...byName.values()];
}

function readDownloadsRow(row: unknown, place: Place, note: Note): Downloads | undefined {
  const result = rawDownloads.safeParse(row);
  if (!result.success) {
    const fix = 'Correct it; the entry is left out until then.';
    note(problem('odd-field', place, `the entry cannot be used: ${firstFault(result.error)}`, fix));
    return undefined;
  }
  const { distro, category, urls } = result.data;
  if (!urls?.length) {
    const fix = 'Leave it out while it has no files; Heliostat does not show it.';
    note(problem('empty-downloads', place, `${quoted(distro)} has no files`, fix));
    return undefined;
  }
  urls.forEach(({ url }, index) => {
    noteEncoded(url, { ...place, path: `${place.path}.urls[${index}].url` }, note);
  });
  return {
    distro,
    category: category || 'os',
    urls: urls.map(({ name, url }) => ({ name, url })),
  };
}

/** The ways to reach the site, first one first; whether a label is used twice is seen over all sources. */
export function readEndpoints(rows: readonly unknown[], id: string, note: Note): Endpoint[] {
  const endpoints: Endpoint[] = [];
  rows.forEach((row, index) => {
    const place = { source: id, path: `endpoints[${index}]` };
    const result = rawEndpoint.safeParse(row);
    if (!result.success) {
      const fix = 'Correct it; the endpoint is left out until then.';
      note(problem('odd-field', place, `the endpoint cannot be used: ${firstFault(result.error)}`, fix));
      return;
    }
    const { label, resolve, public: isPublic, filter, range } = result.data;
    endpoints.push({
      label,
      resolve: readResolve(resolve, { ...place, path: `${place.path}.resolve` }, note),
      isPublic: isPublic ?? true,
      filter: filter ?? [],
      range: range ?? [],
    });
  });
  return endpoints;
}

function readResolve(resolve: string, place: Place, note: Note): string {
  if (/^[a-z]+:\/\//i.test(resolve)) {
    const fix = 'Write host, host:port or host/path; Heliostat removes the scheme.';
    note(problem('endpoint-scheme', place, `resolve ${quoted(resolve)} has a scheme`, fix));
  }
  return resolve
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/\/+$/, '');
}
