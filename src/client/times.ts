/**
 * Words every time on the page relatively, "3 hours ago", and keeps the words true while the page stays
 * open. The absolute time stays as the tooltip, and as the text where no script runs.
 */

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31557600],
  ['month', 2629800],
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
];
const REWORD_EVERY_MS = 30_000;

const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });

/** The words for a moment that is `seconds` from now; less than a minute counts as one. */
function secondsToWords(seconds: number): string {
  const [unit, length] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ['minute', 60];
  const count = Math.trunc(seconds / length) || Math.sign(seconds);
  return format.format(count, unit);
}

function wordTimes(): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[datetime]')) {
    time.title ||= time.textContent ?? '';
    const words = secondsToWords((Date.parse(time.dateTime) - Date.now()) / 1000);
    if (time.textContent !== words) time.textContent = words;
  }
}

wordTimes();
setInterval(wordTimes, REWORD_EVERY_MS);
// The live script has put new times into the page.
document.addEventListener('times', wordTimes);
