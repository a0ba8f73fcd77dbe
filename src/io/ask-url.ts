import type { AddressedSource } from '../content/portal-schema.ts';
import type { FetchedText } from '../portal/snapshot.ts';
import type { Wanted } from './fetch-url.ts';

/** HTTP and TLS are loaded for sources that are asked by them: that takes a third of a run in which nothing is new. */
export async function askUrl(
  content: AddressedSource,
  folder: string,
  wanted: Wanted,
  now: Date,
): Promise<FetchedText> {
  const [{ fetchUrl }, { readTransport }] = await Promise.all([import('./fetch-url.ts'), import('./transport.ts')]);
  return fetchUrl(content.url, wanted, () => readTransport(content, folder), now);
}
