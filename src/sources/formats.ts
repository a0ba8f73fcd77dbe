import type { SourceFormat } from '../model/report.ts';
import { demo } from './demo.ts';
import { isoinfo } from './isoinfo.ts';
import { list } from './list.ts';
import { lug } from './lug.ts';
import { mirrorz } from './mirrorz.ts';
import { tunasync } from './tunasync.ts';
import { yuki } from './yuki.ts';

const known = { mirrorz, tunasync, yuki, lug, isoinfo, list, demo } satisfies Record<string, SourceFormat>;

/** What a source may be. */
export type SourceType = keyof typeof known;

/** The format of each type of source. */
export const formats: Readonly<Record<SourceType, SourceFormat>> = known;
