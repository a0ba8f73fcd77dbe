import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cnamesToSlugs, cnameToSlug } from './slug.ts';

const ADDRESSABLE = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;

describe('a plain name is its own slug', () => {
  test.each([
    'debian',
    'debian-cd',
    'CPAN',
    'crates.io-index',
    'linux.git',
    'C++',
    '0install',
    'pypi_simple',
    'constructor',
    'x'.repeat(80),
  ])('%s', (cname) => {
    expect(cnameToSlug(cname)).toBe(cname);
  });
});

/** Written out, since a slug is a public address: one that changes is a dead link. */
describe('any other name gets its readable part and a hash', () => {
  test.each([
    ['slash', 'git/linux.git', 'git-linux-git-24y35jng'],
    ['space', 'Arch Linux', 'Arch-Linux-1en8agfq'],
    ['Chinese', '优麒麟', 'mirror-1mqkcmkw'],
    ['accents', 'Größe', 'Gro-e-3seyqowz'],
    ['one dot', '.', 'mirror-2o0o18xb'],
    ['two dots', '..', 'mirror-4ar0zslc'],
    ['a dot first', '.well-known', 'well-known-375tsgao'],
    ['a dot last, which Windows drops', 'a.', 'a-4poc07tp'],
    ['climbing', '../../etc/passwd', 'etc-passwd-o1vpjubf'],
    ['the prototype', '__proto__', 'proto-s7vn9cje'],
    ['a Windows device', 'con', 'con-3qoon8oy'],
    ['a Windows device with an ending', 'aux.txt', 'aux-txt-o801r2nb'],
    ['a Windows port in capitals', 'COM1', 'COM1-hgly5tmq'],
    ['an option', '-rf', 'rf-3e6sil1d'],
    ['markup', '<b>"x"</b>', 'b-x-b-2z2a5ara'],
    ['nothing', '', 'mirror-33niihzj'],
    ['too long', 'x'.repeat(81), `${'x'.repeat(60)}-ytirjx53`],
  ])('%s', (_, cname, slug) => {
    expect(cnameToSlug(cname)).toBe(slug);
  });

  test('names that read alike do not get one slug', () => {
    const slugs = ['a/b', 'a b', 'a//b', 'a\\b', 'a-b'].map(cnameToSlug);
    expect(new Set(slugs).size).toBe(slugs.length);
  });
});

describe('twins', () => {
  test.each([
    ['the lower-case one keeps its name', ['GNU', 'gnu'], { gnu: 'gnu', GNU: 'GNU-3keu8qxt' }],
    ['else the first in order does', ['Hhvm', 'HHVM'], { HHVM: 'HHVM', Hhvm: 'Hhvm-2icoozon' }],
    ['three of a kind', ['GNU', 'Gnu', 'gnu'], { gnu: 'gnu', GNU: 'GNU-3keu8qxt', Gnu: 'Gnu-3kn8on9k' }],
  ])('%s, in whatever order they come', (_, cnames, expected) => {
    for (const order of [cnames, cnames.toReversed(), [...cnames.slice(1), cnames[0]!]]) {
      expect(Object.fromEntries(cnamesToSlugs(order))).toEqual(expected);
    }
  });

  test('a mirror does not get another slug because others come or go', () => {
    const slug = cnamesToSlugs(['git/linux.git']).get('git/linux.git');
    expect(cnamesToSlugs(['git', 'git/linux', 'linux.git', 'git/linux.git']).get('git/linux.git')).toBe(slug);
  });

  test('a mirror that is named like the slug of another one gets its own', () => {
    expect(new Set(cnamesToSlugs(['a/b', cnameToSlug('a/b')]).values()).size).toBe(2);
  });
});

describe('for any set of names', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('a', 'A', 'b', '.', '/', '-', ' ', '优', 'ß', 'K') }),
    fc.constantFrom('gnu', 'GNU', 'Gnu', 'con', 'CON', '..', '__proto__', 'constructor'),
  );
  const names = fc.uniqueArray(name, { maxLength: 40 });

  test('each has a slug that works as an address and as a file name', () => {
    fc.assert(
      fc.property(names, (cnames) => {
        const slugs = cnamesToSlugs(cnames);
        expect([...slugs.keys()].sort()).toEqual([...cnames].sort());
        for (const slug of slugs.values()) expect(slug).toMatch(ADDRESSABLE);
      }),
    );
  });

  test('no two have one slug, even where upper and lower case are one', () => {
    fc.assert(
      fc.property(names, (cnames) => {
        const slugs = [...cnamesToSlugs(cnames).values()].map((slug) => slug.toLowerCase());
        expect(new Set(slugs).size).toBe(cnames.length);
      }),
    );
  });

  test('the order they come in does not matter', () => {
    fc.assert(
      fc.property(names, (cnames) => {
        expect(cnamesToSlugs(cnames)).toEqual(cnamesToSlugs(cnames.toReversed()));
      }),
    );
  });
});
