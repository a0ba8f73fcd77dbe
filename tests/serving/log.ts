import { expect } from 'vitest';
import type { Site } from './site.ts';

/** A request as the emitted format logs it. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly bodyBytes: number;
  readonly agent: string;
  /** `''` where the whole file was asked for. */
  readonly range: string;
}

const LINE =
  /"(?<method>\S+) (?<path>\S+) [^"]*" (?<status>\d+) (?<bodyBytes>\S+) ".*?" "(?<agent>.*?)" .* range="(?<range>.*?)"/;

/** What was asked for below a path, once as much of it is logged as there must be: nginx writes its log a second late. */
export async function logged(site: Site, path: string, least: number): Promise<readonly LoggedRequest[]> {
  const requests = () => requestsIn(site).filter((request) => request.path.startsWith(path));
  await expect.poll(() => requests().length, { timeout: 5000 }).toBeGreaterThanOrEqual(least);
  return requests();
}

function requestsIn(site: Site): LoggedRequest[] {
  const matches = site.portal.read('heliostat.log').matchAll(new RegExp(LINE, 'g'));
  return [...matches].map(({ groups }) => ({
    ...(groups as unknown as LoggedRequest),
    status: Number(groups!.status),
    bodyBytes: Number(groups!.bodyBytes!.replace('-', '0')),
    range: groups!.range!.replace(/^-$/, ''),
  }));
}
