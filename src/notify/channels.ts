import { type Problem, problem } from '../base/problems.ts';
import type { MailContent, NotifyContent, WebhookContent } from '../model/notify-schema.ts';
import { type ChannelState, waitingCount } from './notify-state.ts';

/** One way to reach the operators; its name says where it is in `notify`. */
export type Channel =
  | { readonly type: 'mail'; readonly name: string; readonly mail: MailContent }
  | { readonly type: 'webhook'; readonly name: string; readonly webhook: WebhookContent }
  | { readonly type: 'command'; readonly name: string; readonly command: readonly string[] };

/** The channels of a portal. */
export function channelsOf({ mail, webhook, command }: NotifyContent): Channel[] {
  return [
    ...(mail ? [{ type: 'mail', name: 'mail', mail } as const] : []),
    ...webhook.map((one, index) => ({ type: 'webhook', name: `webhook.${index}`, webhook: one }) as const),
    ...(command ? [{ type: 'command', name: 'command', command } as const] : []),
  ];
}

const FIXES: Readonly<Record<Channel['type'], string>> = {
  mail: 'Check the mail program of this machine, and its log',
  webhook: 'Check its `url`, `secret` and `headers`, and that the service is up',
  command: 'Start the command by hand, and look at its output',
};

/** The problem of a channel whose last message could not be sent. */
export function notifyFailed(file: string, { type, name }: Channel, state: ChannelState): Problem {
  const count = waitingCount(state);
  const waiting = count === 1 ? '1 message waits' : `${count} messages wait`;
  const says = `${state.fault ?? 'it failed'}${count > 0 ? `; ${waiting}` : ''}`;
  const fix = `${FIXES[type]}, then run \`heliostat notify --test\`; the next runs try again.`;
  return problem('notify-failed', { file, path: `notify.${name}` }, says, fix);
}
