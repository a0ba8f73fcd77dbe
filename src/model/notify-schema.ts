import * as z from 'zod';
import { languages } from '../base/localized.ts';
import { rulesSchema } from './notify-rules.ts';
import { secretHeaders, secretPlace } from './secret.ts';

/*
 * `notify` of portal.yaml: what the operator is told of, and by which channels; see docs/notify.md.
 */

/** RFC 5322, 3.4.1, without quoted parts; or the name of a user of this machine. */
const mailAddress = z.string().regex(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~][\w.!#$%&'*+/=?^`{|}~-]*(@[A-Za-z0-9.-]+)?$/, {
  error: 'expected an address such as ops@example.org, or the name of a user',
});

const mailSchema = z.strictObject({
  to: z
    .union([mailAddress, z.array(mailAddress).min(1)])
    .describe('Addresses of the operators, or users of the machine'),
  from: mailAddress.optional().describe('Address of the sender. Default: set by the mail program'),
  sendmail: z
    .string()
    .startsWith('/', { error: 'expected an absolute path' })
    .default('/usr/sbin/sendmail')
    .describe('Mail program, called with `-t -i`'),
});

/** Services whose messages we know how to write. */
export const webhookFormats = ['json', 'slack', 'discord', 'feishu', 'dingtalk', 'wecom', 'telegram'] as const;
export type WebhookFormat = (typeof webhookFormats)[number];

const inPlace = 'expected { env: NAME } or { file: PATH }';

const webhookSchema = z
  .strictObject({
    url: z
      .union(
        [
          z.url({ protocol: /^https?$/, error: 'expected an address that begins with http:// or https://' }),
          secretPlace(inPlace),
        ],
        { error: `${inPlace}, or an address that begins with http:// or https://` },
      )
      .describe('Address to post to. With most services it is a secret: `{ env: NAME }` or `{ file: PATH }`'),
    format: z
      .enum(webhookFormats)
      .default('json')
      .describe('Service that receives the messages; `slack` also suits Mattermost and Rocket.Chat'),
    chat: z.string().min(1).optional().describe('Chat that `telegram` needs. Example: `"-1001234567890"`'),
    secret: secretPlace(inPlace)
      .optional()
      .describe('Key that signs the messages for `feishu` and `dingtalk`: `{ env: NAME }` or `{ file: PATH }`'),
    headers: secretHeaders.optional().describe('Headers to send. Example: `{ Authorization: { env: HOOK_TOKEN } }`'),
    ca: z
      .string()
      .optional()
      .describe('File with CA certificates (PEM) to trust for this address, in addition to those of Node'),
  })
  .refine(({ format, chat }) => (format === 'telegram') === (chat !== undefined), {
    error: 'expected `chat` with the format telegram, and with no other',
  });

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'expected a time of day such as 22:00' });

const quietSchema = z
  .strictObject({
    from: clock.describe('Time of day when they begin. Example: `22:00`'),
    to: clock.describe('Time of day when they end. Example: `07:00`'),
  })
  .refine(({ from, to }) => from !== to, { error: 'expected an end that differs from the beginning' });

export const notifySchema = z
  .strictObject({
    mail: mailSchema.optional().describe('Send mail, by the `sendmail` of this machine'),
    webhook: z.array(webhookSchema).default([]).describe('Post to web addresses, such as those of chat services'),
    command: z
      .array(z.string())
      .min(1)
      .optional()
      .describe(
        'Start a program, given as a list of its path and arguments; it reads the message as JSON from its standard input',
      ),
    language: z.enum(languages).optional().describe('Language of the messages. Default: the first of `languages`'),
    quiet: quietSchema
      .optional()
      .describe('Quiet hours, in the time zone of the portal: messages are sent when they are over. Default: no hours'),
    digest: z.int().min(1).default(5).describe('Number of messages at once above which one digest is sent instead'),
    rules: rulesSchema
      .prefault({})
      .describe('What you are told of: the settings of each rule, or `false` to turn it off'),
  })
  .refine(({ mail, webhook, command }) => mail !== undefined || webhook.length > 0 || command !== undefined, {
    error: 'expected at least one of mail, webhook and command',
  });

export type NotifyContent = z.infer<typeof notifySchema>;
export type MailContent = z.infer<typeof mailSchema>;
export type WebhookContent = z.infer<typeof webhookSchema>;
export type QuietContent = z.infer<typeof quietSchema>;
