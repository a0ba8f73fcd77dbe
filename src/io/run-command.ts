import type { Message } from '../notify/message.ts';
import { messageToJson } from '../notify/webhook-request.ts';
import { feedProgram } from './feed-program.ts';

/**
 * Start the operator's command with a message as JSON on its standard input.
 *
 * @returns why it was not sent, or undefined
 */
export async function runNotifyCommand(
  [program, ...args]: readonly string[],
  message: Message,
  timeoutMs: number,
): Promise<string | undefined> {
  return program === undefined ? undefined : feedProgram([program, ...args], `${messageToJson(message)}\n`, timeoutMs);
}
