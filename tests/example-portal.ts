import { join } from 'node:path';
import type { Language, Localized } from '../src/base/localized.ts';
import { loadKinds } from '../src/io/load-kinds.ts';
import type { Distribution, Download } from '../src/model/download.ts';
import { nothingOwn } from '../src/model/look.ts';
import type { Mirror, MirrorHelp, NewsItem, Portal } from '../src/model/portal.ts';
import type { Reading } from '../src/model/report.ts';
import { assemblePortal, type PortalInputs } from '../src/portal/assemble.ts';
import { type PlanTools, planSite, reservedNames } from '../src/site/registry.ts';
import type { Template, Views } from '../src/site/views.ts';

export const siteUrl = 'https://mirrors.example.org';
export const lastSuccess = new Date('2026-08-08T09:00:00Z');

/** A mirror that synced well at `lastSuccess`, with whatever else a test needs. */
export function exampleMirror(cname: string, keys: Partial<Mirror> = {}): Mirror {
  return {
    cname,
    slug: cname,
    name: cname,
    url: `/${cname}`,
    addresses: [`${siteUrl}/${cname}/`],
    sync: { state: 'success', lastSuccess, lastAttempt: lastSuccess },
    expected: { everyHours: 6, from: 'schedule' },
    freshness: 'fresh',
    ...keys,
  };
}

/** The kinds of trees of the library. */
export const libraryKinds = loadKinds(join(import.meta.dirname, '..'), import.meta.dirname).value;

/** A portal of these mirrors, in China. */
export function examplePortal(mirrors: readonly Mirror[], keys: Partial<Portal> = {}): Portal {
  return {
    site: { url: siteUrl, abbr: 'EXAMPLE', name: { zh: '样例镜像站', en: 'Example Mirror' } },
    languages: ['zh', 'en'],
    timeZone: 'Asia/Shanghai',
    historyDays: 400,
    mirrors: mirrors.map((mirror) => (keys.help?.has(mirror.cname) ? { ...mirror, hasHelp: true as const } : mirror)),
    absent: new Map(),
    contentFiles: [],
    downloads: [],
    endpoints: [],
    own: nothingOwn,
    snapshots: [{ source: 'jobs', asOf: new Date('2026-08-08T12:00:00Z'), isStale: false }],
    asOf: new Date('2026-08-08T12:00:00Z'),
    help: new Map(),
    helpNames: new Set(),
    pages: new Map(),
    news: [],
    incidents: [],
    retired: [],
    kinds: libraryKinds,
    ...keys,
  };
}

/** The portal that one source alone tells of, on a site without any files. */
export function readingToPortal(
  reading: Reading,
  now: Date,
  keys: Pick<PortalInputs, 'content' | 'historyFacts'> & Partial<PortalInputs>,
): Portal {
  return assemblePortal({
    contentFile: 'content/portal.yaml',
    mirrorFiles: [],
    readings: [reading],
    snapshots: [],
    aliases: (cname) => cname,
    catalogue: () => undefined,
    help: new Map(),
    pages: new Map(),
    news: [],
    now,
    machineTimeZone: 'UTC',
    reservedNames,
    ...keys,
  }).value;
}

/** Help that one file of the site's own gives, in Chinese. */
export function exampleHelp(cname: string): MirrorHelp {
  const file = `content/help/${cname}/index.zh.md`;
  const files = [{ name: `${cname}/index.zh.md`, shown: file, text: '# x' }];
  return {
    layers: [{ files }],
    file,
    isOwn: true,
    mirrors: {},
    supported: {},
    checked: {},
    files: { zh: [] },
    lines: {},
    titles: {},
    questions: {},
    keys: [],
    also: [],
  };
}

/** Debian with these files to download. */
export function debianWith(...files: readonly Download[]): Distribution {
  const names = { distro: 'debian', slug: 'debian', mirrorzName: 'Debian', title: 'Debian' };
  return { ...names, category: 'os', cnames: ['debian-cd'], files };
}

/** An announcement with these titles. */
export function exampleNews(name: string, titles: Exclude<Localized, string>): NewsItem {
  const documents = Object.entries(titles).map(([language, title]) => {
    return [language, { file: `content/news/${name}.${language}.md`, title, text: 'Text.' }];
  });
  return { name, day: name.slice(0, 10), documents: Object.fromEntries(documents) };
}

/** Tools for plans whose documents nobody looks at. */
export const exampleTools: PlanTools = {
  renderMarkdown: async () => '',
  help: {
    article: () => Promise.reject(new Error('no article is asked for')),
    text: async () => '',
    markdown: async () => '',
    file: async () => '',
  },
};

/** The views of the pages that one template draws in one language, in the order of the plan. */
export async function viewsOf<T extends Template>(
  template: T,
  language: Language,
  portal: Portal,
  { now = new Date('2026-08-08T12:00:00Z'), ...tools }: Partial<PlanTools> & { readonly now?: Date } = {},
): Promise<Views[T][]> {
  const { pages } = planSite(portal, now, { ...exampleTools, ...tools });
  const views = await Promise.all(pages.filter((page) => page.template === template).map((page) => page.view()));
  return (views as Views[T][]).filter(({ frame }) => frame.language === language);
}
