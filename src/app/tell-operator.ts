import { isFailure } from '../base/operator-error.ts';
import { type Problem, problem } from '../base/problems.ts';
import { shownPath } from '../io/content-folder.ts';
import { lockFolder } from '../io/lock.ts';
import { loadNotified, saveNotified } from '../io/notified-file.ts';
import { runNotifyCommand } from '../io/run-command.ts';
import { sendMail } from '../io/send-mail.ts';
import { sendWebhook } from '../io/send-webhook.ts';
import type { NotifyContent } from '../model/notify-schema.ts';
import type { Portal } from '../model/portal.ts';
import { alarmsOf, type Findings, isUnknown } from '../notify/alarms.ts';
import { type Channel, channelsOf, notifyFailed } from '../notify/channels.ts';
import { batchToMessage, type Message, type Sender } from '../notify/message.ts';
import { nextState } from '../notify/next-state.ts';
import { idleChannel, type NotifyState } from '../notify/notify-state.ts';
import { afterFailure, afterSent, nextNotifyMoment, sendableFrom, toBatches } from '../notify/sending.ts';
import { mirrorPage, pageToUrl } from '../site/views/paths.ts';

/** How long one message may take; a mail program may wait for a server that slows down strangers. */
const DEADLINE_MS = 10_000;
const MAIL_DEADLINE_MS = 30_000;

/** Where a run is, and when. */
export interface NotifyRun {
  readonly content: string;
  readonly data: string;
  readonly now: Date;
}

/** Who is told, and in whose name. */
export interface NotifySetup {
  readonly notify: NotifyContent;
  readonly sender: Sender;
  /** portal.yaml, as messages name it. */
  readonly file: string;
}

/** What came of telling. */
export interface Told {
  readonly problems: readonly Problem[];
  /** The next moment at which there is something to tell though nothing new is found. */
  readonly until?: Date | undefined;
  /** Number of messages that were sent. */
  readonly sent: number;
}

/** How a portal tells; undefined where nobody is told. */
export function setupOf({ notify, languages, timeZone, site, contentFile = '' }: Portal): NotifySetup | undefined {
  if (!notify) return undefined;
  const language = notify.language ?? languages[0];
  return { notify, sender: { language, timeZone, abbr: site.abbr, url: site.url }, file: contentFile };
}

/**
 * Decide what a run tells the operator, remember it, and send what is due. Nothing is thrown: the site is more important
 * than the messages about it.
 *
 * @param findings what the run found; undefined to send only what waits
 */
export async function tellOperator(
  run: NotifyRun,
  setup: NotifySetup,
  findings: Findings | undefined,
  sending: Sending = {},
): Promise<Told> {
  try {
    const release = lockFolder(run.data, sending.patienceMs ?? 0, 'notify-lock');
    try {
      return await tell(run, setup, findings, sending);
    } finally {
      release();
    }
  } catch (error) {
    // Another process is sending; the next run looks again.
    if (isFailure(error, 'locked')) return { problems: [], until: run.now, sent: 0 };
    const says = `nothing was sent (${(error as Error).message})`;
    const fix = 'Make room on the disk, and give the user who builds permission to write in the data folder.';
    const found = problem('notify-failed', { file: shownPath(run.data) }, says, fix);
    return { problems: [found], until: run.now, sent: 0 };
  }
}

/** How messages are sent, where that is not as usual. */
export interface Sending {
  /** Do not wait after a failure. */
  readonly isImpatient?: boolean | undefined;
  /** How long to wait for another process that sends. */
  readonly patienceMs?: number | undefined;
}

async function tell(
  run: NotifyRun,
  setup: NotifySetup,
  findings: Findings | undefined,
  sending: Sending,
): Promise<Told> {
  const channels = channelsOf(setup.notify);
  const before = loadNotified(run.data);
  const state = findings ? stateAfter(before, findings, setup, run.now) : before;
  if (JSON.stringify(state) !== JSON.stringify(before)) saveNotified(run.data, state);
  const outbox = new Outbox(run, setup, state);
  await Promise.all(channels.map((channel) => outbox.sendWaiting(channel, sending)));
  const failing = channels.filter(({ name }) => (outbox.state.channels[name]?.failures ?? 0) > 0);
  const rules = { ...setup.notify, timeZone: setup.sender.timeZone };
  return {
    problems: failing.map((channel) => notifyFailed(setup.file, channel, outbox.state.channels[channel.name]!)),
    until: nextNotifyMoment(outbox.state, rules, run.now),
    sent: outbox.sent,
  };
}

function stateAfter(before: NotifyState, findings: Findings, { notify, sender }: NotifySetup, now: Date): NotifyState {
  const { rules } = notify;
  const { portal } = findings;
  const { language, abbr, url } = sender;
  const pageOf = (mirror?: { readonly slug: string }) =>
    portal && pageToUrl(mirror ? mirrorPage(mirror.slug) : '/status/', pageLanguage(portal, language), portal);
  const alarms = alarmsOf({ ...findings, rules, language, now, pageOf });
  const known = { alarms, isUnknown: (rule: (typeof alarms)[number]['rule']) => isUnknown(rule, { portal, rules }) };
  const names = channelsOf(notify).map(({ name }) => name);
  return { ...nextState(before, known, rules, names, now), site: portal ? { abbr, url } : before.site };
}

/** The operator may read another language than the visitors. */
function pageLanguage({ languages }: Portal, language: Sender['language']): Sender['language'] {
  return languages.includes(language) ? language : languages[0];
}

/** Sends messages, and saves after each one what is left, so that a killed run repeats one at most. */
class Outbox {
  readonly #run: NotifyRun;
  readonly #setup: NotifySetup;
  #state: NotifyState;
  #sent = 0;

  constructor(run: NotifyRun, setup: NotifySetup, state: NotifyState) {
    this.#run = run;
    this.#setup = setup;
    this.#state = state;
  }

  get state(): NotifyState {
    return this.#state;
  }

  get sent(): number {
    return this.#sent;
  }

  /** Send what waits for a channel, until it fails. */
  async sendWaiting(channel: Channel, { isImpatient = false }: Sending): Promise<void> {
    const { notify, sender } = this.#setup;
    const { now } = this.#run;
    const before = this.#state.channels[channel.name] ?? idleChannel;
    const waiting = isImpatient ? { ...before, retryAt: undefined } : before;
    const from = sendableFrom(waiting, { ...notify, timeZone: sender.timeZone }, now);
    if (!from || from > now) return;
    for (const batch of toBatches(waiting, notify.digest)) {
      const own = this.#state.channels[channel.name] ?? idleChannel;
      const fault = await sendMessage(channel, batchToMessage(batch, sender), this.#run);
      const next = fault === undefined ? afterSent(own, batch) : afterFailure(own, fault, now);
      this.#state = { ...this.#state, channels: { ...this.#state.channels, [channel.name]: next } };
      saveNotified(this.#run.data, this.#state);
      if (fault !== undefined) return;
      this.#sent++;
    }
  }
}

/** @returns why it was not sent, or undefined */
export function sendMessage(
  channel: Channel,
  message: Message,
  { content, now }: Pick<NotifyRun, 'content' | 'now'>,
): Promise<string | undefined> {
  if (channel.type === 'mail') return sendMail(channel.mail, message, now, MAIL_DEADLINE_MS);
  if (channel.type === 'command') return runNotifyCommand(channel.command, message, DEADLINE_MS);
  return sendWebhook(channel.webhook, content, message, now, DEADLINE_MS);
}
