import type { SourceContent } from '../content/portal-schema.ts';
import { mirrorz } from './mirrorz.ts';
import type { SourceFormat } from './report.ts';
import { tunasync } from './tunasync.ts';

/** Which format each type of source answers in. The demonstration answers as tunasync does. */
export const formats: Readonly<Record<SourceContent['type'], SourceFormat>> = { mirrorz, tunasync, demo: tunasync };
