import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';
import { LiveHost } from '../../src/app/live-host.ts';
import { parseOptions } from '../../src/cli/parse-options.ts';
import { type Builds, type Built, baseTime } from './builds.ts';

/** What a live host answers for a file: its status, and its bytes as Latin-1. */
type Answers = ReadonlyMap<string, { readonly status: number; readonly text: string }>;

/** A live host in this process, of the same content as the builds and with a data folder of its own. */
export class LiveAnswers {
  readonly #host: LiveHost;
  readonly #server = createServer((request, response) => void this.#host.answer(request, response));

  private constructor(host: LiveHost) {
    this.#host = host;
  }

  /** @param data the host's data folder, below the root of the builds */
  static async begin(builds: Builds, data: string): Promise<LiveAnswers> {
    const folders = builds.folders({ content: 'content', data, 'config-out': 'config-out' });
    const options = parseOptions('start', folders, builds.surroundings(baseTime));
    const live = new LiveAnswers(await LiveHost.begin(options, builds.compiled));
    live.#server.listen(0, '127.0.0.1');
    await once(live.#server, 'listening');
    return live;
  }

  /**
   * Have the host read the content and ask its sources, at a moment.
   *
   * @throws when it goes on showing the site of before
   */
  async tick(now: Date): Promise<void> {
    const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    vi.useFakeTimers({ toFake: ['Date'], now });
    try {
      await this.#host.tick();
      const kept = told.mock.calls.find(([text]) => String(text).includes('heliostat: showing the site of'));
      if (kept) throw new Error(`the live host shows nothing new: ${kept[0]}`);
    } finally {
      vi.useRealTimers();
      told.mockRestore();
    }
  }

  /**
   * Ask for files of the site.
   *
   * @param basePath where the site is below its host
   */
  async ask(files: readonly string[], basePath: string): Promise<Answers> {
    const { port } = this.#server.address() as AddressInfo;
    const answers = files.map(async (file) => {
      const path = encodeURI(file.replace(/(^|\/)index\.html$/, '$1'));
      const response = await fetch(`http://127.0.0.1:${port}${basePath}/${path}`);
      return [file, { status: response.status, text: Buffer.from(await response.bytes()).toString('latin1') }] as const;
    });
    return new Map(await Promise.all(answers));
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** The files that a live host answers with other bytes than a build has written. */
export function wrongAnswers(answers: Answers, built: Built): string[] {
  return [...answers].flatMap(([file, { status, text }]) => {
    const should = built.get(`out/${file}`);
    return (should === undefined ? status === 404 : text === should) ? [] : [file];
  });
}
