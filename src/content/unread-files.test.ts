import { expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import { type ContentListing, unreadProblems } from './unread-files.ts';

const problemsOf = (listing: Partial<ContentListing>) =>
  unreadProblems(
    { files: [], closed: [], claimed: [], named: [], isPortalFaulty: false, ...listing },
    ['zh', 'en'],
    (name) => `content/${name}`,
  );

const placesOf = (listing: Partial<ContentListing>) => problemsOf(listing).map(({ place }) => place.file);

test('a file of no kind is told with the name that was meant, or with how files of its folder are named', () => {
  const files = ['cname.json', 'cname.yaml', 'jobs.json', 'mirrors/ubuntu.yml', 'news/a.zh.md', 'pages/FAQ.zh.md'];
  expect(problemsToText(problemsOf({ files }))).toMatchInlineSnapshot(`
    "content/cname.yaml: warning: nothing reads this file [unread-file]
      fix: Did you mean cname.json? That one exists too: merge this one into it, and remove this one.
    content/jobs.json: warning: nothing reads this file [unread-file]
      fix: Move it out of the content folder, or list it under \`ignore\` in portal.yaml.
    content/mirrors/ubuntu.yml: warning: nothing reads this file [unread-file]
      fix: Did you mean mirrors/ubuntu.yaml? Rename it, or move it out of the content folder.
    content/pages/FAQ.zh.md: warning: nothing reads this file [unread-file]
      fix: Name it like pages/about.zh.md, move it out of the content folder, or list it under \`ignore\` in portal.yaml."
  `);
});

test.each([
  'README.md',
  'LICENSE',
  'mirrors/README.zh.md',
  'CONTRIBUTING.md',
  'mirrors/ubuntu.yaml~',
  'mirrors/#ubuntu.yaml#',
  'mirrors/ubuntu.yaml.swp',
  'mirrors/ubuntu.yaml.orig',
  'mirrors/ubuntu.yaml.bak',
  'Thumbs.db',
])('nothing is told of %s', (name) => {
  expect(placesOf({ files: [name] })).toEqual([]);
});

test('nor of what portal.yaml names', () => {
  expect(placesOf({ files: ['jobs.json'], closed: [], claimed: ['scripts'], named: ['jobs.json', 'scripts'] })).toEqual(
    [],
  );
});

test('of a folder in which nothing is read, the folder is told', () => {
  expect(
    problemsToText(problemsOf({ files: ['mirrors/a.yaml'], closed: ['mirror', 'new', 'static'] })),
  ).toMatchInlineSnapshot(`
    "content/mirror/: warning: nothing reads this folder [unread-file]
      fix: Did you mean mirrors/? That one exists too: merge this one into it, and remove this one.
    content/new/: warning: nothing reads this folder [unread-file]
      fix: Did you mean news/? Rename it, or move it out of the content folder.
    content/static/: warning: nothing reads this folder [unread-file]
      fix: Move it out of the content folder, or list it under \`ignore\` in portal.yaml."
  `);
});

test('many files with one fault are told as one', () => {
  const files = Array.from({ length: 300 }, (_, index) => `mirrors/m${index}.yml`);
  expect(problemsToText(problemsOf({ files }))).toMatchInlineSnapshot(`
    "content/mirrors/m0.yml: warning: nothing reads this file (and 299 others of the same kind) [unread-file]
      fix: Did you mean mirrors/m0.yaml? Rename it, or move it out of the content folder."
  `);
  expect(placesOf({ files: files.slice(0, 5) })).toHaveLength(5);
});

test('while portal.yaml has a fault, what it may have meant to name is not told', () => {
  const listing = { files: ['jobs.json', 'mirrors/ubuntu.yml'], closed: ['state'], isPortalFaulty: true };
  expect(placesOf(listing)).toEqual(['content/mirrors/ubuntu.yml']);
});
