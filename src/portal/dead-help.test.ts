import { describe, expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import { checked } from '../base/problems.ts';
import type { Mirror } from '../model/portal.ts';
import { withoutDeadHelp } from './dead-help.ts';

const ROOT = 'https://mirrors.example.org';

function mirror(cname: string, help: string): Mirror {
  return {
    cname,
    slug: cname,
    name: cname,
    url: `/${cname}`,
    addresses: [],
    sync: { state: 'unknown' },
    expected: { everyHours: 24, from: 'default' },
    source: 'mirrorz',
    help,
  };
}

/** Which addresses of help stay, and what is told, on a site that writes help of debian alone. */
function judged(mirrors: Mirror[], url = ROOT): { help: (string | undefined)[]; told: string } {
  const written = { languages: ['zh', 'en'], cnames: new Set(['debian']), placeOf: () => ({ source: 'mirrorz' }) };
  const all = [mirror('debian', `${url}/help/debian/`), ...mirrors];
  const site = { url, abbr: 'X', name: 'X' };
  const { value, problems } = checked((note) => withoutDeadHelp(all, site, written, note));
  return { help: value.slice(1).map(({ help }) => help), told: problemsToText(problems) };
}

describe('an address of help', () => {
  test.each([
    '/help/lantern/',
    '/help/lantern',
    '/en/help/lantern/',
    '/help/lantern/index.txt',
    '/#/help/lantern',
    '/help/lantern?x=1',
  ])('%s leads nowhere and is not shown', (path) => {
    expect(judged([mirror('lantern', ROOT + path)]).help).toEqual([undefined]);
  });

  test.each(['/help/debian/', '/en/help/debian/#apt', '/help/', '/docs/lantern/', '/about/', '/#how'])(
    '%s may be there, and stays',
    (path) => {
      expect(judged([mirror('lantern', ROOT + path)]).help).toEqual([ROOT + path]);
    },
  );

  test.each(['https://help.example.com/lantern/', 'https://mirrors.example.org/help/lantern/'])(
    '%s is not of a portal below a path',
    (help) => {
      expect(judged([mirror('lantern', help)], `${ROOT}/portal`).help).toEqual([help]);
    },
  );
});

test('many are told at once', () => {
  const { told } = judged(['lantern', 'mint', 'void'].map((name) => mirror(name, `${ROOT}/help/${name}/`)));
  expect(told).toMatchInlineSnapshot(`
    "source mirrorz: warning: the help of "lantern" is set to "https://mirrors.example.org/help/lantern/", but this portal has no such page (and 2 others of the same kind) [help-address-dead]
      fix: Write help/<cname>/index.<language>.md, or set an address on another site; no link is shown until then."
  `);
});
