import { counted, type Problem } from '../base/problems.ts';
import { loadNotified } from '../io/notified-file.ts';
import { channelsOf, notifyFailed } from '../notify/channels.ts';
import { testMessage } from '../notify/message.ts';
import { idleChannel, waitingCount } from '../notify/notify-state.ts';
import { quietUntil } from '../notify/quiet-hours.ts';
import type { Log } from './command.ts';
import { type NotifyRun, type NotifySetup, sendMessage, tellOperator } from './tell-operator.ts';

const PATIENCE_MS = 30_000;

/** Send a test message by every channel at once, also in quiet hours, and print how each went, in the order of the channels. */
export async function sendTest(run: NotifyRun, { notify, sender, file }: NotifySetup, log: Log): Promise<Problem[]> {
  const channels = channelsOf(notify);
  const faults = await Promise.all(channels.map((channel) => sendMessage(channel, testMessage(sender), run)));
  return channels.flatMap((channel, index) => {
    const fault = faults[index];
    log(`${channel.name}: ${fault === undefined ? 'sent' : `failed: ${fault}`}`);
    return fault === undefined ? [] : [notifyFailed(file, channel, { ...idleChannel, failures: 1, fault })];
  });
}

/** Send what waits, without the pause after a failure, but not in quiet hours; and print what then still waits. */
export async function sendWaiting(run: NotifyRun, setup: NotifySetup, log: Log): Promise<readonly Problem[]> {
  const { problems, sent } = await tellOperator(run, setup, undefined, { isImpatient: true, patienceMs: PATIENCE_MS });
  log(`${counted(sent, 'message')} sent`);
  const until = quietUntil(setup.notify.quiet, setup.sender.timeZone, run.now);
  const { channels } = loadNotified(run.data);
  for (const { name } of channelsOf(setup.notify)) {
    const count = waitingCount(channels[name] ?? idleChannel);
    const why = until ? ` until ${until.toISOString()}, when the quiet hours are over` : '';
    if (count > 0) log(`${name}: ${counted(count, 'message')} waiting${why}`);
  }
  return problems;
}
