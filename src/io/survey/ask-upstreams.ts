import type { UpstreamStamp } from '../../model/survey.ts';
import type { UpstreamVisit } from '../../survey/plan-survey.ts';
import { readStamp } from '../../survey/read-stamp.ts';
import { AskFault, askStamp } from './ask-stamp.ts';
import type { VisitOptions } from './visit-mirrors.ts';

/** What upstreams say of their own trees, by address. Each is asked once, conditionally. */
export async function askUpstreams(
  visits: readonly UpstreamVisit[],
  options: VisitOptions,
): Promise<ReadonlyMap<string, UpstreamStamp>> {
  const waiting = [...new Map(visits.map((visit) => [visit.url, visit])).values()];
  const stamps = new Map<string, UpstreamStamp>();
  const work = async () => {
    for (let visit = waiting.shift(); visit && Date.now() < options.until.getTime(); visit = waiting.shift())
      stamps.set(visit.url, await askUpstream(visit, options));
  };
  await Promise.all(Array.from({ length: options.perHost }, work));
  return stamps;
}

async function askUpstream({ url, stamp, known }: UpstreamVisit, options: VisitOptions): Promise<UpstreamStamp> {
  const at = options.now;
  const { time: knownTime, answeredAt, etag: knownEtag, lastModified: knownModified } = known ?? {};
  const before = { url, at, time: knownTime, answeredAt, etag: knownEtag, lastModified: knownModified };
  const method = stamp.from === 'modified' ? 'HEAD' : 'GET';
  try {
    const answer = await askStamp(url, { ...options, method, etag: knownEtag, lastModified: knownModified });
    const { status, etag, lastModified } = answer;
    if (status === 304) return { ...before, answeredAt: at };
    const time = status === 200 ? readStamp(stamp, answer) : undefined;
    if (time) return { url, at, time, answeredAt: at, etag, lastModified };
    const fault = status === 200 ? 'there is no time in its answer' : `it answered ${status}`;
    return { ...before, fault };
  } catch (error) {
    if (!(error instanceof AskFault)) throw error;
    return { ...before, fault: error.message };
  }
}
