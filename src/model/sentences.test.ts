import { describe, expect, test } from 'vitest';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { freshnesses } from './freshness.ts';
import { states } from './report.ts';
import { type Known, sentenceKeys, sentencesOf } from './sentences.ts';

const flags = [false, true];

/** Everything that may be known of a mirror. */
const combinations: Known[] = states.flatMap((state) =>
  (['known', 'never', 'unknown'] as const).flatMap((success) =>
    [...freshnesses, undefined].flatMap((freshness) =>
      flags.flatMap((isSilent) =>
        flags.flatMap((isUnreported) =>
          flags.flatMap((isDoubtful) =>
            ([undefined, 'current'] as const).map((tree) => ({
              ...{ state, success, freshness, isSilent, isUnreported, isDoubtful },
              ...(tree && { tree }),
            })),
          ),
        ),
      ),
    ),
  ),
);

const text = (known: Known, { mirrorPage }: typeof en) =>
  sentencesOf(known)
    .map((key) => mirrorPage.sentence[key])
    .join(mirrorPage.sentenceGap);

describe.each([
  ['English', en],
  ['Chinese', zh],
])('in %s', (_, words) => {
  test('each state is worded by what is known of its last success and its freshness', () => {
    const rows = combinations
      .filter(({ isSilent, isUnreported, isDoubtful, tree }) => !isSilent && !isUnreported && !isDoubtful && !tree)
      // A freshness that says when, or that there was none, comes only with the success that it is judged by.
      .filter(({ success, freshness }) =>
        success === 'known'
          ? freshness !== 'never'
          : freshness === undefined || (freshness === 'never' && success === 'never'),
      )
      .map(
        (known) =>
          `${known.state}, success ${known.success}, ${known.freshness ?? 'not judged'}: ${text(known, words)}`,
      );
    expect(rows.join('\n')).toMatchSnapshot();
  });

  test('where the tree was looked at, the age of the last sync is no measure of the files', () => {
    const base = { success: 'known', freshness: 'stale', tree: 'current' } as const;
    const rows = states.map((state) => `${state}: ${text({ ...base, state }, words)}`);
    expect(rows.join('\n')).toMatchSnapshot();
  });

  test('a source that is silent, a mirror that it dropped, and a sync that takes long are told after that', () => {
    const base = { state: 'syncing', success: 'known', freshness: 'late' } as const;
    const rows = flags.flatMap((isSilent) =>
      flags.flatMap((isUnreported) =>
        flags.map((isDoubtful) => text({ ...base, isSilent, isUnreported, isDoubtful }, words)),
      ),
    );
    expect(rows.join('\n')).toMatchSnapshot();
  });
});

describe.each(combinations.map((known) => [JSON.stringify(known), known] as const))('%s', (_, known) => {
  const keys = sentencesOf(known);

  test('claims nothing that is not known', () => {
    const english = text(known, en);
    const chinese = text(known, zh);
    if (known.success !== 'known') {
      expect(english).not.toMatch(/recent enough|last successful|newer|overdue|long ago/);
      expect(chinese).not.toMatch(/时间较近|上次成功|逾期|很久/);
    }
    if (known.freshness !== 'fresh') {
      expect(english).not.toContain('recent enough');
      expect(chinese).not.toContain('时间较近');
    }
    if (known.success === 'known') {
      expect(english).not.toMatch(/No sync has succeeded|not been synced/);
      expect(chinese).not.toMatch(/没有成功过|尚未同步过/);
    }
    if (known.state !== 'failed') expect(english).not.toContain('failed');
  });

  test('says each thing once, in words that both languages have', () => {
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) {
      expect(sentenceKeys).toContain(key);
      expect(en.mirrorPage.sentence[key]).toMatch(/^[A-Z].*\.$/);
      expect(zh.mirrorPage.sentence[key]).toMatch(/。$/);
    }
  });
});

test('every sentence is said of something', () => {
  expect(new Set(combinations.flatMap(sentencesOf))).toEqual(new Set(sentenceKeys));
});
