import { timesIn } from '../../base/time.ts';
import { textToColumns, textToPlain } from '../../base/wide-text.ts';
import type { Portal } from '../../model/portal.ts';
import { statuses, statusOf } from '../../model/status.ts';
import { document } from '../document.ts';
import { once } from '../page.ts';
import { type NamedSiteAddress, namedSiteAddress, siteName } from '../views/frame.ts';

/** The status page as text for terminals. */
export const statusText = document({
  route: '/status.txt',
  meaning: 'text',
  each: once,
  inputs: (_, { portal }) => ({
    timeZone: portal.timeZone,
    asOf: portal.asOf,
    mirrors: portal.mirrors,
    ...namedSiteAddress(portal),
  }),
  text: portalToStatusText,
});

type StatusTextInputs = Pick<Portal, 'timeZone' | 'asOf' | 'mirrors'> & NamedSiteAddress;

/**
 * `/status.txt`: the status page for `curl` and terminals. Mirrors that need attention come first.
 *
 * The statuses are the identifiers of the JSON and are not translated, so `grep ^failed` works at every site.
 */
export function portalToStatusText(portal: StatusTextInputs): string {
  const time = timesIn(portal.timeZone);
  const rows = portal.mirrors
    .map((mirror) => ({ mirror, status: statusOf(mirror) }))
    .toSorted((a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status))
    .map(({ mirror: { cname, sync, size }, status }) => [
      status,
      textToPlain(cname),
      sync.lastSuccess ? time(sync.lastSuccess).text : sync.isNeverSynced ? 'never' : '-',
      textToPlain(size?.text ?? '-'),
    ]);
  return [...headerLines(portal), '', ...alignRows([['STATUS', 'MIRROR', 'LAST SUCCESS', 'SIZE'], ...rows]), ''].join(
    '\n',
  );
}

function headerLines(portal: StatusTextInputs): string[] {
  const name = textToPlain(siteName(portal, portal.languages[0]));
  const asOf = portal.asOf ? `as of ${timesIn(portal.timeZone)(portal.asOf).text}` : 'no sync data yet';
  const found = portal.mirrors.map(statusOf);
  const counts = statuses
    .map((status) => ({ status, count: found.filter((other) => other === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${status}`);
  return [`${name} <${portal.site.url}/>, ${asOf}`, `mirrors: ${[found.length, ...counts].join(', ')}`];
}

/** Align columns to their widest cell, two spaces apart. The last column holds numbers and is right-aligned. */
function alignRows(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) =>
    rows.reduce((widest, row) => Math.max(widest, textToColumns(row[column]!)), 0),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat(widths[column]! - textToColumns(cell));
        return column === row.length - 1 ? space + cell : cell + space;
      })
      .join('  '),
  );
}
