import { expect, test } from 'vitest';
import { errorToFailure, exitToFailure } from './error-text.ts';

const RSYNC_FULL = `rsync: [receiver] write failed on "/srv/mirrors/debian/pool/x.deb": No space left on device (28)
rsync error: error in file IO (code 11) at receiver.c(393) [receiver=3.2.7]`;
const RSYNC_MODULE = `@ERROR: Unknown module 'debain'
rsync error: error starting client-server protocol (code 5) at main.c(1863) [Receiver=3.2.7]`;
const RSYNC_NAME = `rsync: getaddrinfo: rsync.example.invalid 873: Name or service not known
rsync error: error in socket IO (code 10) at clientserver.c(137) [Receiver=3.2.7]`;

test.each([
  // As tunasync v0.10.0 wrote them; see tests/tunasync/transcripts.
  ['exit status 5', true, 'refused', 'exit status 5 (error starting client-server protocol)'],
  ['hangs timeout after 3s', false, 'timeout', 'hangs timeout after 3s'],
  ['killed by manager', true, 'killed', 'killed by manager'],
  [
    'error exec hook pre-job: stat /srv/mirrors/beta/nodir: no such file or directory',
    true,
    undefined,
    'error exec hook pre-job: stat /srv/mirrors/beta/nodir: no such file or directory',
  ],
  ['Invalid Stage 1 Profile', true, 'setup', 'Invalid Stage 1 Profile'],
  ['exit status 23', true, 'partial', 'exit status 23 (partial transfer due to error)'],
  ['exit status 255', true, undefined, 'exit status 255'],
  // 22 is "no memory" for rsync, and an error of HTTP for curl: nothing is claimed of another program.
  ['exit status 22', false, undefined, 'exit status 22'],
  ['exit status 12', false, undefined, 'exit status 12'],
  ['exit status 127', false, 'setup', 'exit status 127 (there is no such program)'],
  ['signal: killed', false, 'killed', 'signal: killed'],
  // As rsync writes them into a log, of which a script may pass the end on.
  [RSYNC_FULL, false, 'disk', 'rsync error: error in file IO (code 11) at receiver.c(393) [receiver=3.2.7]'],
  [
    RSYNC_MODULE,
    false,
    'refused',
    'rsync error: error starting client-server protocol (code 5) at main.c(1863) [Receiver=3.2.7]',
  ],
  [RSYNC_NAME, false, 'dns', 'rsync error: error in socket IO (code 10) at clientserver.c(137) [Receiver=3.2.7]'],
] as const)('%s, by rsync: %s', (error, isRsync, reason, text) => {
  expect(errorToFailure(error, isRsync)).toEqual({ reason, text });
});

test('an error without any text is none', () => {
  for (const error of ['', ' \n\u0000\r\n\u200b']) expect(errorToFailure(error, true)).toBeUndefined();
});

test('the text is one short line without control characters and logins', () => {
  const error = `first\n\u001b[31mfetch https://me:secret@example.org/x\u202e\u200b failed\u0007\n\n`;
  expect(errorToFailure(error, false)?.text).toBe('[31mfetch https://example.org/x failed');
  expect(errorToFailure('x'.repeat(1_000_000), false)?.text).toBe(`${'x'.repeat(200)}…`);
});

test.each([
  [23, true, { reason: 'partial', text: 'exit code 23 (partial transfer due to error)' }],
  [24, true, { reason: 'partial', text: 'exit code 24 (partial transfer due to vanished source files)' }],
  [25, true, { reason: 'limit', text: 'exit code 25 (the --max-delete limit stopped deletions)' }],
  [30, true, { reason: 'timeout', text: 'exit code 30 (timeout in data send/receive)' }],
  [25, false, { text: 'exit code 25' }],
  [143, false, { reason: 'killed', text: 'exit code 143 (ended by SIGTERM)' }],
  [1.5, true, { text: 'exit code 1.5' }],
] as const)('exit code %s, by rsync: %s', (code, isRsync, failure) => {
  expect(exitToFailure(code, isRsync)).toEqual(failure);
});
