import * as z from 'zod';

/* How documents say where something is in a tree: in kinds of trees and in help. */

/** Names below a tree, without a way out of it. */
export const treePath = z
  .string()
  .regex(/^(?!\/)(?!(.*\/)?\.\.?(\/|$))[^\p{Cc}\\]+$/u, { error: 'expected a path below the tree, without . and ..' });

/** Keys that find a text in a small file; what it is follows from where they stand. */
export const readingKeys = {
  field: z.string().optional().describe('Field of a deb822 file. Example: `Date`'),
  json: z.string().optional().describe('Path in a JSON document. Example: `info.timestamp`'),
  xml: z
    .string()
    .optional()
    .describe('XML element or attribute; of several, the latest time or the first text counts. Example: `revision`'),
};
