import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';

/** A mail as a server receives it. */
export interface ReceivedMail {
  readonly to: readonly string[];
  /** Header fields by their names in lower case; folded lines are joined. */
  readonly header: Readonly<Record<string, string>>;
  /** Decoded. */
  readonly text: string;
}

/** A mail server on loopback that takes every mail, and delivers none (RFC 5321). */
export class SmtpSink {
  readonly #server: Server;
  readonly mails: ReceivedMail[] = [];

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => this.#serve(socket));
  }

  static async start(): Promise<SmtpSink> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new SmtpSink(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  stop(): void {
    this.#server.close();
  }

  #serve(socket: Socket): void {
    let [unread, data, to]: [string, string | undefined, string[]] = ['', undefined, []];
    const answer = (line: string) => socket.write(`${line}\r\n`);
    socket.setEncoding('latin1').on('error', () => undefined);
    socket.on('data', (chunk: string) => {
      unread += chunk;
      for (let end = unread.indexOf('\r\n'); end >= 0; end = unread.indexOf('\r\n')) {
        const line = unread.slice(0, end);
        unread = unread.slice(end + 2);
        if (data === undefined) {
          if (/^RCPT TO:/i.test(line)) to.push(line.slice(8).replace(/[<>\s]/g, ''));
          if (/^DATA/i.test(line)) data = '';
          answer(data === undefined ? (/^QUIT/i.test(line) ? '221 bye' : '250 ok') : '354 go on');
        } else if (line === '.') {
          this.mails.push(parseMail(data, to));
          [data, to] = [undefined, []];
          answer('250 ok');
        } else data += `${line.replace(/^\./, '')}\n`;
      }
    });
    answer('220 sink');
  }
}

function parseMail(data: string, to: readonly string[]): ReceivedMail {
  const [head = '', ...rest] = data.split('\n\n');
  const fields = head.replaceAll(/\n[ \t]+/g, ' ').split('\n');
  const header = Object.fromEntries(
    fields.map((field) => [
      field.slice(0, field.indexOf(':')).toLowerCase(),
      decodedWords(field.slice(field.indexOf(':') + 1).trim()),
    ]),
  );
  const body = rest.join('\n\n');
  const isEncoded = header['content-transfer-encoding'] === 'base64';
  return { to, header, text: isEncoded ? Buffer.from(body, 'base64').toString('utf8') : body };
}

/** Encoded words (RFC 2047); the space between two of them is none of the text. */
function decodedWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?B\?([^?]*)\?=/gi, (_, word: string) => Buffer.from(word, 'base64').toString('utf8'));
}
