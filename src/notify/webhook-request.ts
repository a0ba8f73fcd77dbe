import type { WebhookFormat } from '../model/notify-schema.ts';
import { type Message, messageToText } from './message.ts';

/** A signature over the moment of sending, as `feishu` and `dingtalk` want it. */
export interface Signature {
  readonly timestamp: string;
  readonly sign: string;
}

/** What a request needs beside its message. */
export interface WebhookContext {
  readonly chat?: string | undefined;
  readonly signature?: Signature | undefined;
}

/** How a service wants its messages, and how it says that it took one. */
interface Service {
  /** Bytes of UTF-8 that a text may have; below the limits of the services. */
  readonly mostBytes: number;
  /** What to do with characters that the service would read as markup or as a call to everybody. */
  readonly toText: (text: string) => string;
  readonly body: (text: string, context: WebhookContext) => object;
  /** What is signed, as key and text of an HMAC with SHA-256. */
  readonly signed?: (
    now: Date,
    secret: string,
  ) => { readonly timestamp: string; readonly key: string; readonly text: string };
  /** The fault in an answer with a good status: these services say in the body that they refused a message. */
  readonly faultIn?: (answer: Answer) => string | undefined;
}

/** What services answer, as far as it is read. */
interface Answer {
  readonly errcode?: unknown;
  readonly errmsg?: unknown;
  readonly code?: unknown;
  readonly msg?: unknown;
  readonly ok?: unknown;
  readonly description?: unknown;
}

const asIs = (text: string) => text;
/** `<at user_id="all">` and the like. */
const withoutTags = (text: string) => text.replaceAll('<', '＜').replaceAll('>', '＞');
const errcodeFault = ({ errcode, errmsg }: Answer) => (errcode === 0 ? undefined : refusal(errcode, errmsg));

const services: Readonly<Record<Exclude<WebhookFormat, 'json'>, Service>> = {
  // https://docs.slack.dev/messaging/formatting-message-text: three characters are escaped.
  slack: {
    mostBytes: 12_000,
    toText: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    body: (text) => ({ text }),
  },
  // https://docs.discord.com/developers/resources/webhook: 2000 characters; nobody is called by a mention.
  discord: {
    mostBytes: 2000,
    toText: asIs,
    body: (content) => ({ content, allowed_mentions: { parse: [] }, flags: SUPPRESS_EMBEDS }),
  },
  // https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot: 20 KB; the key signs an empty text.
  feishu: {
    mostBytes: 16_000,
    toText: withoutTags,
    body: (text, { signature }) => ({ ...signature, msg_type: 'text', content: { text } }),
    signed: (now, secret) => {
      const timestamp = String(Math.floor(now.getTime() / 1000));
      return { timestamp, key: `${timestamp}\n${secret}`, text: '' };
    },
    faultIn: ({ code, msg }) => (code === undefined || code === 0 ? undefined : refusal(code, msg)),
  },
  // https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages: 20,000 bytes; the signature is in the address.
  dingtalk: {
    mostBytes: 16_000,
    toText: asIs,
    body: (content) => ({ msgtype: 'text', text: { content }, at: { isAtAll: false } }),
    signed: (now, secret) => {
      const timestamp = String(now.getTime());
      return { timestamp, key: secret, text: `${timestamp}\n${secret}` };
    },
    faultIn: errcodeFault,
  },
  // https://developer.work.weixin.qq.com/document/path/91770: 2048 bytes.
  wecom: {
    mostBytes: 2048,
    toText: withoutTags,
    body: (content) => ({ msgtype: 'text', text: { content } }),
    faultIn: errcodeFault,
  },
  // https://core.telegram.org/bots/api#sendmessage: 4096 characters, without markup.
  telegram: {
    mostBytes: 4096,
    toText: asIs,
    body: (text, { chat }) => ({ chat_id: chat, text, link_preview_options: { is_disabled: true } }),
    faultIn: ({ ok, description }) => (ok === true ? undefined : refusal(undefined, description)),
  },
};

/** Discord shows no preview of the linked pages. */
const SUPPRESS_EMBEDS = 4;

/** The plain text of a message as JSON: what the format `json` and commands are given. */
const MOST_BYTES_OF_JSON = 200_000;

/** The body of a request, JSON. */
export function messageToBody(message: Message, format: WebhookFormat, context: WebhookContext): string {
  if (format === 'json') return messageToJson(message);
  const { mostBytes, toText, body } = services[format];
  return JSON.stringify(body(messageToText(message, mostBytes, toText), context));
}

/** A message for programs; docs/notify.md describes the fields. */
export function messageToJson(message: Message): string {
  const { kind, site, title, language, omitted, events } = message;
  const text = messageToText(message, MOST_BYTES_OF_JSON);
  return JSON.stringify({ kind, site, language, title, text, omitted, alarms: events });
}

/** What to sign for a service; undefined where it wants no signature. */
export function textToSign(format: WebhookFormat, now: Date, secret: string) {
  return format === 'json' ? undefined : services[format].signed?.(now, secret);
}

/** Where to post: the services have it from the operator; that of DingTalk has the signature, and Telegram's the method. */
export function webhookUrl(url: string, format: WebhookFormat, signature: Signature | undefined): URL {
  const target = new URL(url);
  if (format === 'dingtalk' && signature) {
    target.searchParams.set('timestamp', signature.timestamp);
    target.searchParams.set('sign', signature.sign);
  }
  if (format === 'telegram' && !target.pathname.endsWith('/sendMessage'))
    target.pathname = `${target.pathname.replace(/\/$/, '')}/sendMessage`;
  return target;
}

/** Why a service refused a message that it answered with a good status. */
export function answerFault(format: WebhookFormat, body: string): string | undefined {
  const faultIn = format === 'json' ? undefined : services[format].faultIn;
  if (!faultIn) return undefined;
  try {
    return faultIn(Object(JSON.parse(body)) as Answer);
  } catch {
    return 'its answer is not JSON';
  }
}

function refusal(code: unknown, says: unknown): string {
  const parts = [code, says].filter((part) => typeof part === 'string' || typeof part === 'number');
  return `it refused the message${parts.length > 0 ? ` (${parts.join(': ').slice(0, 200)})` : ''}`;
}
