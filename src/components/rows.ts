import type { TimeView } from '../base/time.ts';
import { isQuiet, type Status } from '../model/status.ts';
import type { AttemptView } from '../site/pages/mirror-status.ts';
import type { BarsView } from '../site/views/bars.ts';
import type { DayRow } from '../site/views/day-rows.ts';
import type { MirrorRow } from '../site/views/mirror-row.ts';
import type { StripView, TableRow } from '../site/views/table-row.ts';
import type { Words } from '../words/words.ts';
import { attribute, type Html, html } from './html.ts';

/** A row of the index; the head of its table is in src/pages/index.astro. */
export function indexRowHtml(row: MirrorRow, words: Words): Html {
  const desc = row.desc && html`<p class="desc">${row.desc}</p>`;
  const status = statusHtml(row.status, row.statusText, isQuiet(row.status));
  // "Failed 6 days ago" would be read as the time of the failure.
  const said = row.lastSuccess && html`<small class="said">${words.column.lastSuccess}</small> `;
  return html`<tr${attribute('data-category', row.category)}${attribute('data-words', row.words)} data-cname="${row.cname}" data-told="${row.state}" data-every="${row.expectedSeconds}"${attribute('data-tree', row.tree)}>\
<th scope="row">${nameHtml(row, words)}${desc}</th>\
<td class="when" data-status data-time="lastSuccess"><a href="${row.page}">${status} ${said}${timeHtml(row.lastSuccess)}</a></td>\
<td class="number">${row.size}</td>\
<td class="help">${helpHtml(row, words)}</td></tr>`;
}

const drawnRows = new WeakMap<TableRow, Html>();

/**
 * A row of the table of states; the head of that is in src/pages/status.astro. Each row stands in two
 * tables, and is drawn once.
 */
export function statusRowHtml(row: TableRow, words: Words): Html {
  const drawn = drawnRows.get(row) ?? drawStatusRow(row, words);
  drawnRows.set(row, drawn);
  return drawn;
}

function drawStatusRow(row: TableRow, words: Words): Html {
  const { column } = words;
  const help = row.help && html` ${helpHtml(row, words, 'help')}`;
  const reason = row.reasonText && html`<small data-reason="${row.reason}">${row.reasonText}</small>`;
  const upstream = row.upstreamHref ? html`<a href="${row.upstreamHref}">${row.upstream}</a>` : row.upstream;
  return html`<tr id="${row.slug}"${attribute('data-words', row.words)} data-cname="${row.cname}" data-told="${row.state}" data-every="${row.expectedSeconds}"${attribute('data-tree', row.tree)}>\
<th scope="row"${attribute('title', row.desc)}>${nameHtml(row, words)}${help}</th>\
<td data-raw><a href="${row.page}" title="${words.statusOf(row.name)}">${statusHtml(row.state, row.stateText)}${reason}</a></td>\
<td data-freshness="${row.freshness}">${row.freshnessText}</td>\
<td data-time="lastSuccess" data-label="${column.lastSuccess}">${timeHtml(row.lastSuccess)}</td>\
<td data-time="lastAttempt" data-label="${column.lastAttempt}">${timeHtml(row.lastAttempt)}</td>\
<td class="number" data-duration data-label="${column.duration}"${attribute('data-value', row.durationSeconds)}>${row.duration}</td>\
<td class="number" data-label="${column.expected}" data-value="${row.expectedSeconds}">${row.expected}</td>\
<td data-time="next" data-label="${column.next}">${timeHtml(row.next)}</td>\
<td${attribute('data-value', row.strip?.failed)}>${row.strip && stripHtml(row.strip)}</td>\
<td class="number" data-label="${column.size}"${attribute('data-value', row.sizeBytes)}>${row.size}</td>\
<td class="upstream">${upstream}</td></tr>`;
}

/** A row of the runs on a mirror's page. */
export function attemptRowHtml({ ended, isGood, duration }: AttemptView, { mirrorPage }: Words): Html {
  const status = isGood ? statusHtml('success', mirrorPage.good) : statusHtml('failed', mirrorPage.failed);
  return html`<tr><td>${timeHtml(ended)}</td><td>${status}</td><td>${duration}</td></tr>`;
}

/** A row of the table behind the bars. */
export function dayRowHtml({ first, last, good, failed }: DayRow, { mirrorPage }: Words): Html {
  const days = last ? mirrorPage.daysFromTo(first, last) : first;
  return html`<tr><th scope="row">${days}</th><td class="number">${good}</td><td class="number">${failed}</td></tr>`;
}

/** A name that leads to the mirror's files, and what belongs to it. */
function nameHtml(row: MirrorRow, words: Words): Html {
  const name = row.href ? html`<a class="files" href="${row.href}">${row.name}</a>` : html`<span>${row.name}</span>`;
  const cname = row.name !== row.cname && html` <code>${row.cname}</code>`;
  const isNew = row.isNew && html` <span class="new">${words.isNew}</span>`;
  const alsoAt = row.alsoAt.map(
    (href) => html` <span class="also">${words.alsoAt} <a href="${href}">${href}</a></span>`,
  );
  const unreported = row.unreported && html` <span class="also">${words.unreported.short}</span>`;
  const doubtful = row.isDoubtful && html` <span class="also">${words.doubtful}</span>`;
  const unlinked = row.unlinked && html` <span class="also">${row.unlinked}</span>`;
  return html`${name}${cname}${isNew}${unlinked}${unreported}${doubtful}${alsoAt}`;
}

function helpHtml({ help, name }: MirrorRow, words: Words, className?: string): Html | undefined {
  if (!help) return undefined;
  const label = words.helpFor(name);
  return html`<a${attribute('class', className)} href="${help}" aria-label="${label}">${words.column.help}</a>`;
}

/** A state as a shape and a word; a quiet one leaves the word to those who cannot see the shape. */
export function statusHtml(status: Status, text: string, isWordHidden = false): Html {
  return html`<span class="state" data-state="${status}"><span class="${isWordHidden ? 'word sr-only' : 'word'}">${text}</span></span>`;
}

export function timeHtml(time: TimeView | undefined): Html | undefined {
  return time && html`<time datetime="${time.iso}">${time.text}</time>`;
}

function stripHtml(strip: StripView): Html {
  const { width, height, text } = strip;
  return html`<svg class="strip" viewBox="0 0 ${width} ${height}" role="img" aria-label="${text}" preserveAspectRatio="none">${barsHtml(strip)}</svg>`;
}

/** The inside of an SVG. */
export function barsHtml({ paths }: BarsView): Html {
  return html`${paths.map(({ level, d }) => html`<path class="bar-${level}" d="${d}"></path>`)}`;
}
