import type { SourceFormat, SourceType } from '../model/report.ts';
import { list } from './list.ts';
import { lug } from './lug.ts';
import { mirrorz } from './mirrorz.ts';
import { tunasync } from './tunasync.ts';
import { yuki } from './yuki.ts';

/** Which format each type of source answers in. The demonstration answers as tunasync does. */
export const formats: Readonly<Record<SourceType, SourceFormat>> = {
  mirrorz,
  tunasync,
  yuki,
  lug,
  list,
  demo: tunasync,
};
