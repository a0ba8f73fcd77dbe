import type { SourceContent } from '../content/portal-schema.ts';
import type { SourceFormat } from '../model/report.ts';
import { list } from './list.ts';
import { lug } from './lug.ts';
import { mirrorz } from './mirrorz.ts';
import { tunasync } from './tunasync.ts';
import { yuki } from './yuki.ts';

/** Which format each type of source answers in. The demonstration answers as tunasync does. */
export const formats: Readonly<Record<SourceContent['type'], SourceFormat>> = {
  mirrorz,
  tunasync,
  yuki,
  lug,
  list,
  demo: tunasync,
};
