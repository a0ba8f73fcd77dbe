import { describe, expect, test } from 'vitest';
import { type Findable, isOneSlipAway, rank } from './rank.ts';

function findable(names: string[], keys: Partial<Findable> = {}): Findable {
  return { names, words: [], initials: [], text: '', ...keys };
}

const mirrors = {
  vim: findable(['vim']),
  neovim: findable(['neovim']),
  debian: findable(['debian', 'debian gnu/linux'], { text: 'the universal operating system' }),
  security: findable(['debian-security', 'debian 安全更新']),
  deb: findable(['deb-multimedia']),
  armbian: findable(['armbian'], { text: 'debian and ubuntu for single boards' }),
  ubuntu: findable(['ubuntu'], { words: ['乌班图'] }),
  go: findable(['goproxy', 'go 模块代理'], { words: ['golang'] }),
  dragonfly: findable(['dragonflybsd']),
  kubernetes: findable(['kubernetes'], { words: ['k8s'] }),
  fonts: findable(['adobe-fonts', 'adobe 思源与 source 字体'], { words: ['思源'], initials: ['sy', 'ysz'] }),
};

function found(query: string): string[] {
  const typed = query.toLowerCase().split(/\s+/).filter(Boolean);
  return Object.entries(mirrors)
    .map(([name, item]) => ({ name, rank: rank(item, typed) }))
    .filter((entry) => entry.rank !== undefined)
    .sort((a, b) => a.rank! - b.rank!)
    .map(({ name }) => name);
}

describe('the best match comes first', () => {
  test.each([
    ['vim', ['vim', 'neovim']],
    ['debian', ['debian', 'security', 'armbian']],
    ['deb', ['debian', 'security', 'deb', 'armbian']],
    ['go', ['go', 'dragonfly']],
    ['golang', ['go']],
    ['k8s', ['kubernetes']],
    ['乌班图', ['ubuntu']],
    ['思源', ['fonts']],
    ['sy', ['fonts', 'debian']],
    ['ubunut', ['ubuntu']],
    ['ubuntuu', ['ubuntu']],
    ['kubernets', ['kubernetes']],
    ['debian security', ['security']],
    ['universal', ['debian']],
    ['nothing', []],
  ])('%s → %j', (query, names) => expect(found(query)).toEqual(names));
});

test.each([
  ['debian', 'debina', true],
  ['debian', 'deban', true],
  ['debian', 'debiann', true],
  ['debian', 'debion', true],
  ['debian', 'ebdina', false],
  ['debian', 'de', false],
  ['abcd', 'badc', false],
])('%s and %s are one slip apart: %j', (one, other, is) => expect(isOneSlipAway(one, other)).toBe(is));
