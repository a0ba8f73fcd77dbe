import { expect, expectTypeOf, test } from 'vitest';
import type { OptionContext } from './options.ts';
import { parseOptions } from './parse-options.ts';

const at: OptionContext = {
  now: new Date('2026-08-08T12:00:00Z'),
  home: '/checkout',
  defaultsIn: '/checkout',
  env: {},
  resolve: (...paths) => paths.reduce((base, path) => (path.startsWith('/') ? path : `${base}/${path}`), '/srv/site'),
};

test('without options, folders are those of the checkout', () => {
  expect(parseOptions('build', [], at)).toMatchInlineSnapshot(`
    {
      "configOut": "/checkout/dist-config",
      "content": "/checkout/content",
      "data": "/checkout/data",
      "home": "/checkout",
      "isJson": false,
      "isOnlyNew": false,
      "isQuiet": false,
      "isStrict": false,
      "now": 2026-08-08T12:00:00.000Z,
      "out": "/checkout/dist",
    }
  `);
});

test('folders that are written are relative to the working folder', () => {
  const { content, out } = parseOptions('build', ['--content', 'a', '--out=/b'], at);
  expect([content, out]).toEqual(['/srv/site/a', '/b']);
});

test('$PORTAL_CONTENT is the content, unless --content is', () => {
  const there = { ...at, env: { PORTAL_CONTENT: 'c' } };
  expect(parseOptions('check', [], there).content).toBe('/srv/site/c');
  expect(parseOptions('check', ['--content=d'], there).content).toBe('/srv/site/d');
});

test('values are read', () => {
  const { port, host, everySeconds } = parseOptions('start', ['--port=0', '--host', '::1', '--every', '1.5'], at);
  expect([port, host, everySeconds]).toEqual([0, '::1', 1.5]);
  expect(parseOptions('build', ['--now=2026-01-02'], at).now).toEqual(new Date('2026-01-02'));
});

test('of an option that counts once, the last one counts', () => {
  expect(parseOptions('start', ['--port=1', '--port=2'], at).port).toBe(2);
});

test('an option that may be repeated keeps all', () => {
  const { to } = parseOptions('deploy', ['--to', 'www', '--to', 'host:/www', '--to=rsync://host/www'], at);
  expect(to).toEqual(['/srv/site/www', 'host:/www', 'rsync://host/www']);
});

test('a value may hold an equals sign, spaces and line breaks, or begin with a dash after one', () => {
  expect(parseOptions('fetch', ['--accept=-a=b c\nd'], at).accept).toEqual(['-a=b c\nd']);
});

test('the type of what is parsed follows from the table', () => {
  const options = parseOptions('preview', [], at);
  expectTypeOf(options.port).toEqualTypeOf<number>();
  expectTypeOf(options.content).toEqualTypeOf<string | undefined>();
  expect(Object.keys(options)).toEqual(['port', 'host', 'out', 'isQuiet', 'home']);
});
