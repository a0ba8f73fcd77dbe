import http from 'node:http';
import https from 'node:https';
import type { Look, VisitorWay } from '../../model/survey.ts';
import type { Visit } from '../../survey/plan-survey.ts';
import { readStamp } from '../../survey/read-stamp.ts';
import { AskFault, askStamp, hasFamily, type StampAnswer } from './ask-stamp.ts';
import { visitByRsync } from './visit-rsync.ts';

/** How visits are made. */
export interface VisitOptions {
  readonly userAgent: string;
  /** Most connections at once to one host. */
  readonly perHost: number;
  readonly ca?: readonly string[] | undefined;
  /** When this run is, which is when everything counts as seen. */
  readonly now: Date;
  /** The moment after which no further visit is begun. */
  readonly until: Date;
}

/** What a visit saw. */
export interface Visited {
  readonly visit: Visit;
  readonly look: Look;
  readonly certificateUntil?: Date | undefined;
}

/** Faults that every other visit by the same way would meet too; so they cost their deadline once. */
const OF_THE_WAY: readonly unknown[] = ['unknown-host', 'refused', 'silent', 'certificate'];

/** Make visits: each host on its own, and its ways one after the other, so that no host has more connections than allowed. */
export async function visitMirrors(visits: readonly Visit[], options: VisitOptions): Promise<readonly Visited[]> {
  const hosts = Map.groupBy(visits, ({ host }) => host.replace(/:\d+$/, ''));
  const visited = await Promise.all(
    [...hosts.values()].map(async (ofHost) => {
      const ways = Map.groupBy(ofHost, ({ scheme, host, family }) => `${scheme} ${host} ${family}`);
      const seen: Visited[] = [];
      for (const ofWay of ways.values()) seen.push(...(await visitByOneWay(ofWay, options)));
      return seen;
    }),
  );
  return visited.flat();
}

async function visitByOneWay(visits: readonly Visit[], options: VisitOptions): Promise<Visited[]> {
  const way: VisitorWay = visits[0]!;
  if (!(await hasFamily(way.host, way.family))) return [];
  const agent = agentFor(way, options.perHost);
  const waiting = [...visits];
  const visited: Visited[] = [];
  let closed: Look | undefined;
  const work = async () => {
    for (let visit = waiting.shift(); visit && Date.now() < options.until.getTime(); visit = waiting.shift()) {
      const seen = closed ? { visit, look: closed } : await visitOnce(visit, options, agent);
      visited.push(seen);
      if (OF_THE_WAY.includes(seen.look.fault)) closed ??= seen.look;
    }
  };
  await Promise.all(Array.from({ length: options.perHost }, work));
  agent?.destroy();
  return visited;
}

function agentFor({ scheme }: VisitorWay, maxSockets: number): http.Agent | undefined {
  if (scheme === 'rsync') return undefined;
  return new (scheme === 'https' ? https : http).Agent({ keepAlive: true, maxSockets });
}

async function visitOnce(visit: Visit, options: VisitOptions, agent: http.Agent | undefined): Promise<Visited> {
  const at = options.now;
  if (visit.scheme === 'rsync') return { visit, look: { at, ...(await visitByRsync(visit)) } };
  const method = visit.stamp && visit.stamp.from !== 'modified' ? 'GET' : 'HEAD';
  try {
    const answer = await askStamp(visit.url, { ...options, method, family: visit.family, agent });
    return { visit, look: { at, ...answerToLook(answer, visit) }, certificateUntil: answer.certificateUntil };
  } catch (error) {
    if (!(error instanceof AskFault)) throw error;
    return { visit, look: { at, fault: error.fault, says: error.message } };
  }
}

/** A listing may be forbidden; a redirect from http to https of the same host is no fault. */
function answerToLook(answer: StampAnswer, { url, stamp }: Visit): Omit<Look, 'at'> {
  const { status, location } = answer;
  if (location !== undefined && status >= 300 && status < 400)
    return isOwnRedirect(url, location) ? {} : { fault: 'redirect', says: `it redirects to ${location.slice(0, 200)}` };
  if (status === 403 && !stamp) return {};
  if (status >= 400) return { fault: 'status', says: `it answered ${status}` };
  const time = stamp && readStamp(stamp, answer);
  return time ? { stamp: { file: stamp.file, time } } : {};
}

function isOwnRedirect(url: string, location: string): boolean {
  const [from, to] = [new URL(url), URL.parse(location, url)];
  return to?.hostname === from.hostname && to.pathname.replace(/\/$/, '') === from.pathname.replace(/\/$/, '');
}
