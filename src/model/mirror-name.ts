import { type Language, textIn } from '../base/localized.ts';
import type { Mirror } from './portal.ts';

/** What readers of a language call a mirror. */
export function mirrorName({ name, cname }: Pick<Mirror, 'name' | 'cname'>, language: Language): string {
  return textIn(name, language) ?? cname;
}
