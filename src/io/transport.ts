import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { getCACertificates } from 'node:tls';
import type { TransportContent } from '../content/portal-schema.ts';
import type { SecretPlace } from '../model/secret.ts';

/** How a source is reached. */
export interface Transport {
  /** Certificates of the authorities that are trusted, in PEM; absent for those that Node trusts. */
  readonly ca?: readonly string[];
  /** Headers beside our own, for the source's own host alone. Their values are secrets. */
  readonly headers: Readonly<Record<string, string>>;
  /** A Unix socket that is asked in place of the host. */
  readonly socketPath?: string;
  /** Names of hosts that redirects may lead to, beside the source's own. */
  readonly redirects: readonly string[];
}

/** Something that the transport needs and that is not there, in words for the operator. Never holds a value. */
export class TransportFault extends Error {}

/**
 * What content says of reaching a source, with what it names in files and in the environment.
 *
 * @param folder the content folder, which paths are relative to
 * @throws TransportFault
 */
export function readTransport(
  { ca, headers = {}, socket, redirects = [] }: TransportContent,
  folder: string,
): Transport {
  const values = Object.entries(headers).map(([name, from]) => [
    name.toLowerCase(),
    readSecret(`header ${name}`, from, folder),
  ]);
  return {
    ...(ca !== undefined && { ca: [...getCACertificates('default'), readCertificates(resolve(folder, ca))] }),
    ...(socket !== undefined && { socketPath: resolve(folder, socket) }),
    headers: Object.fromEntries(values) as Record<string, string>,
    redirects,
  };
}

/**
 * The value of a secret.
 *
 * @param name what it is for, in messages: `header x-key`
 * @param folder the content folder, which paths are relative to
 * @throws TransportFault
 */
export function readSecret(name: string, from: SecretPlace, folder: string): string {
  const where = 'env' in from ? `the environment variable ${from.env}` : `the file ${from.file}`;
  const raw = 'env' in from ? process.env[from.env] : readIfThere(resolve(folder, from.file));
  const value = raw?.trim();
  if (!value) throw new TransportFault(`its ${name} has no value: ${where} is missing or empty`);
  if (!/^[\x20-\x7e]+$/.test(value))
    throw new TransportFault(`its ${name} cannot be sent: ${where} is more than one line of plain text`);
  return value;
}

function readCertificates(path: string): string {
  const text = readIfThere(path);
  if (text === undefined) throw new TransportFault(`its \`ca\` cannot be read: there is no readable file ${path}`);
  if (!text.includes('-----BEGIN CERTIFICATE-----'))
    throw new TransportFault(`its \`ca\` cannot be used: ${path} has no PEM certificate`);
  return text;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
