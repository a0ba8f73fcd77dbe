import { once } from 'node:events';
import type { Server } from 'node:http';
import { OperatorError } from '../base/operator-error.ts';

/** How long an open response may take after a stop signal, in milliseconds. */
const GRACE_MS = 5_000;

/** Let a server listen. Port 0 picks a free one. */
export async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new OperatorError(`could not listen on ${host}, port ${port}: ${(cause as Error).message}`, undefined, {
      cause,
    });
  }
}

/** The address that a server answers at. */
export function serverUrl(server: Server): string {
  const address = server.address();
  if (typeof address !== 'object' || address === null) return String(address);
  return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}/`;
}

/** Wait for Ctrl-C or a service manager's SIGTERM, then let the open answers end, within five seconds. */
export async function untilStopped(server: Server): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const closed = once(server, 'close');
  server.close();
  // Connections that are kept for a next request become idle as their answers end.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const end = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(end);
}
