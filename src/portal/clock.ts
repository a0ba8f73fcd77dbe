import { ageText, counted, type Problem, problem, quoted } from '../base/problems.ts';
import { isAhead } from '../model/freshness.ts';
import type { Reading, SyncFacts } from '../model/report.ts';

/** Past times in the future: the clock of the source is ahead, or local time is reported as UTC. */
export function clockProblems(readings: readonly Reading[], now: Date): Problem[] {
  return readings.flatMap(({ source, reports }) => {
    const ahead = reports.flatMap(({ cname, sync }) => {
      const time = pastTimes(sync).find((time) => isAhead(time, now));
      return time ? [{ cname, time }] : [];
    });
    const [first] = ahead;
    if (!first) return [];
    const says = `${counted(ahead.length, 'mirror')} with times in the future; ${quoted(first.cname)} by ${ageText(now, first.time)}`;
    const fix =
      'Correct both clocks, and check the time zone of the times in the source; their freshness is unknown until then.';
    return [problem('time-ahead', { source }, says, fix)];
  });
}

function pastTimes({ lastSuccess, lastAttempt, started }: SyncFacts): Date[] {
  return [lastSuccess, lastAttempt, started].filter((time) => time !== undefined);
}
