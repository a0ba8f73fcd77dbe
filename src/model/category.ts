/** What kinds of things are mirrored, in the order in which the index offers them. */
export const categories = ['os', 'language', 'software', 'font', 'source', 'data'] as const;

/** One of them. */
export type Category = (typeof categories)[number];
