import { expect, test } from 'vitest';
import { readKinds } from './read-kinds.ts';

const fileOf = (folder: string, name: string, text: string) => ({ name, shown: `${folder}/${name}`, text });

const library = [
  fileOf('library', 'debian.yaml', 'names: [debian]\nstamps: [{ file: trace }]\nwhole: [pool]\nbehindHours: 12\n'),
  fileOf('library', 'ubuntu.yaml', 'like: debian\nnames: [ubuntu]\nstamps: [{ file: dists/devel/Release }]\n'),
  fileOf('library', 'mint.yaml', 'like: ubuntu\nwhole: []\n'),
];

test('a kind takes what it lacks from the one that it is like, and that from the next', () => {
  const { value, problems } = readKinds([library]);
  expect(problems).toEqual([]);
  expect(value.get('ubuntu')).toMatchObject({ stamps: [{ file: 'dists/devel/Release' }], whole: ['pool'] });
  expect(value.get('mint')).toMatchObject({ stamps: [{ file: 'dists/devel/Release' }], whole: [], behindHours: 12 });
});

test('names are of one kind alone', () => {
  expect(readKinds([library]).value.get('mint')).toMatchObject({ title: 'mint', names: [], found: [], upstreams: {} });
});

test("the operator's own file overrides that of the library key by key, also for kinds like it", () => {
  const own = [fileOf('content', 'debian.yaml', 'behindHours: 3\n')];
  const { value } = readKinds([library, own]);
  expect(value.get('debian')).toMatchObject({ behindHours: 3, names: ['debian'], whole: ['pool'] });
  expect(value.get('ubuntu')).toMatchObject({ behindHours: 3 });
});

test('a kind is like one that there is', () => {
  const own = [fileOf('content', 'mine.yaml', 'like: debain\n'), fileOf('content', 'other.yaml', 'like: xyzzy\n')];
  expect(readKinds([library, own]).problems).toMatchInlineSnapshot(`
    [
      {
        "code": "bad-value",
        "fix": "Did you mean "debian"?",
        "level": "error",
        "place": {
          "file": "content/mine.yaml",
          "path": "like",
        },
        "says": "there is no kind "debain"",
      },
      {
        "code": "bad-value",
        "fix": "Name one of these: debian, ubuntu, mint, mine, other.",
        "level": "error",
        "place": {
          "file": "content/other.yaml",
          "path": "like",
        },
        "says": "there is no kind "xyzzy"",
      },
    ]
  `);
});

test('cache rules are its own, or those of the kind that it names, never of the one that it is like', () => {
  const rules = [{ class: 'versioned', path: '\\.deb$' }];
  const own = [
    fileOf('content', 'debian.yaml', "cache: [{ class: versioned, path: '\\.deb$' }]\n"),
    fileOf('content', 'mint.yaml', 'cacheLike: debian\n'),
  ];
  const { value } = readKinds([library, own]);
  expect(value.get('debian')!.cache).toEqual({ type: 'debian', rules });
  expect(value.get('mint')!.cache).toEqual({ type: 'debian', rules });
  expect(value.get('ubuntu')!.cache).toBeUndefined();
});

test.each(['/a b', '"', '#', '(?=x)', '(a)\\1', '(', '%{ENV}', "'", '`', ';', '\\u0041', '\\Z', '[^]', 'a{1,2000}'])(
  'a pattern that a server would take for something else is a problem: %s',
  (path) => {
    const own = [fileOf('content', 'mine.yaml', `cache: [{ class: pointer, path: ${JSON.stringify(path)} }]\n`)];
    expect(readKinds([own])).toMatchObject({ problems: [{ code: 'bad-value' }] });
  },
);

test('two kinds that are like each other end there', () => {
  const own = [fileOf('content', 'a.yaml', 'like: b\nwhole: [a]\n'), fileOf('content', 'b.yaml', 'like: a\n')];
  expect(readKinds([own]).value.get('b')).toMatchObject({ whole: ['a'] });
});

test('faults are reported with their place', () => {
  const own = [
    fileOf('content', 'mine.yaml', 'stamps: [{ file: ../up }]\n'),
    fileOf('content', 'yours.yaml', 'stamps: [{ file: a, match: "(" }]\nwhole: [/etc/passwd]\n'),
  ];
  expect(readKinds([own]).problems).toMatchInlineSnapshot(`
    [
      {
        "code": "bad-value",
        "fix": "See docs/reference/ for every key and an example; the value is left out until then.",
        "level": "error",
        "place": {
          "column": 18,
          "file": "content/mine.yaml",
          "line": 1,
        },
        "says": "stamps.0.file: expected a path below the tree, without . and ..",
      },
      {
        "code": "bad-value",
        "fix": "See docs/reference/ for every key and an example; the value is left out until then.",
        "level": "error",
        "place": {
          "column": 28,
          "file": "content/yours.yaml",
          "line": 1,
        },
        "says": "stamps.0.match: expected a regular expression with one group",
      },
      {
        "code": "bad-value",
        "fix": "See docs/reference/ for every key and an example; the value is left out until then.",
        "level": "error",
        "place": {
          "column": 9,
          "file": "content/yours.yaml",
          "line": 2,
        },
        "says": "whole.0: expected a path below the tree, without . and ..",
      },
    ]
  `);
});
