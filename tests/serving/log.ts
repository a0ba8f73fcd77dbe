import { expect } from 'vitest';
import type { Site } from './site.ts';

/** A request as the emitted configuration logs it. */
export interface LoggedRequest {
  readonly path: string;
  readonly status: number;
  readonly bodyBytes: number;
  /** `''` where the whole file was asked for. */
  readonly range: string;
}

/** What was asked for below a path, once as much of it is logged as there must be: nginx writes its log a second late. */
export async function logged(site: Site, path: string, least: number): Promise<readonly LoggedRequest[]> {
  const requests = () => requestsIn(site).filter((request) => request.path.startsWith(path));
  await expect.poll(() => requests().length, { timeout: 5000 }).toBeGreaterThanOrEqual(least);
  return requests();
}

function requestsIn(site: Site): LoggedRequest[] {
  const lines = site.portal.read('heliostat.log').split('\n').slice(0, -1);
  return lines.map((line) => (line.startsWith('{') ? parseCaddy(line) : parseLine(line)));
}

const LINE = /"\S+ (?<path>\S+) [^"]*" (?<status>\d+) (?<bodyBytes>\S+) .* range="(?<range>.*?)"/;

/** A line of nginx or Apache, who write `-` for nothing. */
function parseLine(line: string): LoggedRequest {
  const { path, status, bodyBytes, range } = LINE.exec(line)!.groups!;
  return { path: path!, status: Number(status), bodyBytes: Number(bodyBytes) || 0, range: range!.replace(/^-$/, '') };
}

function parseCaddy(line: string): LoggedRequest {
  const { request, status, size } = JSON.parse(line);
  return { path: request.uri, status, bodyBytes: size, range: request.headers.Range?.[0] ?? '' };
}
