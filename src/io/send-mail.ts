import type { MailContent } from '../model/notify-schema.ts';
import { messageToMail } from '../notify/mail-text.ts';
import type { Message } from '../notify/message.ts';
import { feedProgram } from './feed-program.ts';

/**
 * Send a message by the mail program of this machine. Recipients are in the message, not on the command line.
 *
 * @returns why it was not sent, or undefined
 */
export function sendMail(
  mail: MailContent,
  message: Message,
  now: Date,
  timeoutMs: number,
): Promise<string | undefined> {
  const sender = mail.from === undefined ? [] : ['-f', mail.from];
  return feedProgram([mail.sendmail, '-t', '-i', ...sender], messageToMail(message, mail, now), timeoutMs);
}
