import * as z from 'zod';
import { type Checked, checked } from '../base/problems.ts';
import { firstFault } from '../base/schema-fault.ts';
import type { Reading, SourceFormat } from '../model/report.ts';
import { json } from './answer-text.ts';
import { rawDownloads } from './mirrorz-schema.ts';
import { readDownloads } from './mirrorz-site.ts';

/*
 * What genisolist writes (https://github.com/mirrorz-org/genisolist), by custom `/static/status/isoinfo.json`: the `info` of a
 * MirrorZ document, without what is around it. It lists no mirrors.
 */
const isoinfoSchema = z.array(z.unknown());

/** The files to download that genisolist has found. */
export const isoinfo: SourceFormat = {
  syntax: json,
  shrunkFix: 'Check that genisolist runs with its complete configuration.',

  shapeFault(answer) {
    const result = isoinfoSchema.safeParse(answer);
    if (!result.success) return firstFault(result.error);
    const isOther = result.data.length > 0 && !result.data.some((row) => rawDownloads.safeParse(row).success);
    return isOther ? 'no entry has a distro, like those of genisolist' : undefined;
  },

  read(answer, id): Checked<Reading> {
    return checked((note) => ({
      source: id,
      reports: [],
      downloads: readDownloads(isoinfoSchema.parse(answer), id, note),
    }));
  },

  mirrorsIn: () => 0,

  inOrder: (answer) => answer,
};
