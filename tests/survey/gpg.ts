import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A GnuPG with a home of its own, in which keys of every sort can be made. */
export interface Gpg {
  /** @param options before the command, such as `--cert-digest-algo` */
  readonly makeKey: (name: string, algorithm: string, validFor?: string, options?: readonly string[]) => string;
  /** Add a subkey that signs; from then on, it is the one that does. */
  readonly addSubkey: (fingerprint: string, algorithm: string, validFor?: string) => string;
  readonly exported: (fingerprint: string, isArmoured?: boolean) => Buffer;
  /** A text with its signature below it. */
  readonly clearsigned: (text: string, fingerprint: string) => Buffer;
  readonly detached: (text: string, fingerprint: string, isArmoured?: boolean) => Buffer;
  readonly close: () => void;
}

/** @param time at which keys are made and files signed: GnuPG lets nothing be signed with a key that has ended */
export function startGpg(time: Date): Gpg {
  // The path of the agent's socket may not be long.
  const home = mkdtempSync(join(tmpdir(), 'gpg-'));
  const clock = `--faked-system-time=${Math.floor(time.getTime() / 1000)}!`;
  const gpg = (args: readonly string[], input = '') =>
    execFileSync(
      'gpg',
      ['--homedir', home, '--batch', '--quiet', '--passphrase=', '--pinentry-mode=loopback', clock, ...args],
      {
        input,
        stdio: ['pipe', 'pipe', 'ignore'],
      },
    );
  const fingerprints = (name: string) =>
    [
      ...gpg(['--list-keys', '--with-colons', '--with-subkey-fingerprint', name])
        .toString()
        .matchAll(/^fpr:+(\w+):/gm),
    ].map(([, fingerprint]) => fingerprint!);
  return {
    makeKey(name, algorithm, validFor = 'never', options = []) {
      gpg([...options, '--quick-gen-key', `${name} <${name}@example.org>`, algorithm, 'sign', validFor]);
      return fingerprints(name)[0]!;
    },
    addSubkey(fingerprint, algorithm, validFor = 'never') {
      gpg(['--quick-add-key', fingerprint, algorithm, 'sign', validFor]);
      return fingerprints(fingerprint).at(-1)!;
    },
    exported: (fingerprint, isArmoured = true) => gpg([...(isArmoured ? ['--armor'] : []), '--export', fingerprint]),
    clearsigned: (text, fingerprint) => gpg(['--local-user', fingerprint, '--clearsign'], text),
    detached: (text, fingerprint, isArmoured = false) =>
      gpg([...(isArmoured ? ['--armor'] : []), '--local-user', fingerprint, '--detach-sign'], text),
    close() {
      execFileSync('gpgconf', ['--homedir', home, '--kill', 'all']);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
