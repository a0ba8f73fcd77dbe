import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { WebhookContent } from '../model/notify-schema.ts';
import type { Message } from '../notify/message.ts';
import { answerFault, messageToBody, type Signature, textToSign, webhookUrl } from '../notify/webhook-request.ts';
import { AnswerFault, postHttp } from './ask-http.ts';
import { readSecret, readTransport, TransportFault } from './transport.ts';
import { transportFault } from './transport-faults.ts';

/** Services answer with a line. */
const MOST_BYTES = 64 * 1024;

/** A request, and what of it no message may show. */
interface WebhookRequest {
  readonly url: URL;
  readonly body: string;
  readonly secrets: readonly string[];
}

/**
 * Post a message to a web address. Nothing that is returned has a secret in it, also not where a service repeats one.
 *
 * @param folder the content folder, which paths are relative to
 * @returns why it was not sent, or undefined
 */
export async function sendWebhook(
  webhook: WebhookContent,
  folder: string,
  message: Message,
  now: Date,
  timeoutMs: number,
): Promise<string | undefined> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const { url, body, secrets } = toRequest(webhook, folder, message, now);
    const { ca, headers } = webhook;
    const transport = readTransport({ ca, headers }, folder);
    const response = await postHttp(url, body, { 'user-agent': 'heliostat', accept: '*/*' }, transport, signal);
    const { statusCode = 0, statusMessage = '' } = response;
    const refused = answerFault(webhook.format, await readBeginning(response));
    if (statusCode >= 200 && statusCode <= 299) return refused && withoutSecrets(refused, secrets);
    if (statusCode >= 300 && statusCode <= 399) return `it redirects (${statusCode}); set \`url\` to the final address`;
    const status = `it answered ${statusCode} ${statusMessage}`.trimEnd();
    return withoutSecrets(refused === undefined ? status : `${status}: ${refused}`, secrets);
  } catch (error) {
    if (error instanceof AnswerFault || error instanceof TransportFault) return error.message;
    return signal.aborted ? `no answer within ${timeoutMs / 1000} seconds` : transportFault(error);
  }
}

function toRequest(
  { url, format, chat, secret }: WebhookContent,
  folder: string,
  message: Message,
  now: Date,
): WebhookRequest {
  const address = typeof url === 'string' ? url : readSecret('`url`', url, folder);
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
    throw new TransportFault('its `url` is no address that begins with http:// or https://');
  const key = secret && readSecret('`secret`', secret, folder);
  const signature = key === undefined ? undefined : sign(textToSign(format, now, key));
  return {
    url: webhookUrl(address, format, signature),
    body: messageToBody(message, format, { chat, signature }),
    secrets: [...(key === undefined ? [] : [key]), ...secretsIn(new URL(address))],
  };
}

/** What of an address may be a secret. */
function secretsIn({ href, pathname, searchParams }: URL): string[] {
  const parts = [href, ...pathname.split('/'), ...searchParams.values()];
  return parts.filter(({ length }) => length >= SHORTEST_SECRET);
}

/** Shorter parts of an address are words such as `hooks`. */
const SHORTEST_SECRET = 8;

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((left, secret) => left.replaceAll(secret, '…'), text);
}

function sign(signed: ReturnType<typeof textToSign>): Signature | undefined {
  if (!signed) return undefined;
  const { timestamp, key, text } = signed;
  return { timestamp, sign: createHmac('sha256', key).update(text).digest('base64') };
}

async function readBeginning(response: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
