import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A web server on loopback that answers as the test tells it. It ends with the test. */
export class Upstream {
  readonly #server: Server;
  #answer: Answer = (_, response) => response.end('[]');
  /** Headers of every request so far. */
  readonly requests: IncomingMessage[] = [];

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => {
      this.requests.push(request);
      this.#answer(request, response);
    });
  }

  static async start(): Promise<Upstream> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Upstream(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/jobs`;
  }

  /** Answer every request so: a status with a body, JSON, or by hand. */
  answers(answer: number | object | Answer, body = ''): void {
    if (typeof answer === 'function') this.#answer = answer as Answer;
    else if (typeof answer === 'number') this.#answer = (_, response) => response.writeHead(answer).end(body);
    else this.#answer = (_, response) => response.end(JSON.stringify(answer));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** One row of a tunasync manager's answer. */
export function job(
  name: string,
  status: string,
  times: Partial<Record<'update' | 'started' | 'ended' | 'next', string>> = {},
): object {
  const stamp = (time: string | undefined) => (time ? Date.parse(time) / 1000 : -62135596800);
  return {
    name,
    is_master: true,
    status,
    last_update_ts: stamp(times.update),
    last_started_ts: stamp(times.started),
    last_ended_ts: stamp(times.ended),
    next_schedule_ts: stamp(times.next),
    upstream: `rsync://upstream.example.org/${name}/`,
    size: '1.5T',
  };
}
