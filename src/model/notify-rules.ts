import * as z from 'zod';

/*
 * The rules of `notify`: what the operator is told of. This table is the schema, the defaults and the reference; src/notify/alarms.ts
 * has a function for each.
 */

const lasting = (hours: number) =>
  z.number().min(0).default(hours).describe('Number of hours that it must last before you are told');

const off = z.literal(false);
const orOff = { error: 'expected settings such as { afterHours: 6 }, or false' };

/**
 * What a run can tell by itself; what concerns most mirrors comes first, also in a digest. A survey looks at a tree once an hour: what
 * is told after two hours was seen more than once.
 */
export const ruleTable = {
  run: z
    .union([off, z.strictObject({ afterHours: lasting(0) })], orOff)
    .prefault({})
    .describe('A run failed, or its site is held back'),
  held: z
    .union([off, z.strictObject({ afterHours: lasting(0) })], orOff)
    .prefault({})
    .describe('An answer of a source lost too many mirrors, and is held back'),
  silent: z
    .union([off, z.strictObject({ afterHours: lasting(1) })], orOff)
    .prefault({})
    .describe('A source does not answer'),
  unreachable: z
    .union([off, z.strictObject({ afterHours: lasting(2) })], orOff)
    .prefault({})
    .describe('A survey found that the mirrors cannot be reached by one of the ways that visitors have'),
  certificate: z
    .union([off, z.strictObject({ afterHours: lasting(2) })], orOff)
    .prefault({})
    .describe('The certificate of an endpoint ends within three weeks'),
  overdue: z
    .union([off, z.strictObject({ afterHours: lasting(0) })], orOff)
    .prefault({})
    .describe('Runs of a source should have started long ago'),
  disk: z
    .union(
      [
        off,
        z.strictObject({
          afterHours: lasting(0),
          percent: z.int().min(1).max(99).default(90).describe('Percentage of the disk that may be used'),
        }),
      ],
      orOff,
    )
    .prefault({})
    .describe('The disk that `disk.path` measures is nearly full'),
  broken: z
    .union([off, z.strictObject({ afterHours: lasting(2) })], orOff)
    .prefault({})
    .describe('The tree of a mirror cannot be used: its index has expired, files are missing, or its folder is empty'),
  failing: z
    .union([off, z.strictObject({ afterHours: lasting(12) })], orOff)
    .prefault({})
    .describe('The syncs of a mirror fail'),
  behind: z
    .union([off, z.strictObject({ afterHours: lasting(2) })], orOff)
    .prefault({})
    .describe('A mirror is behind upstream by six times what is normal'),
  stale: z
    .union([off, z.strictObject({ afterHours: lasting(0) })], orOff)
    .prefault({})
    .describe('A mirror has missed six syncs, and no survey says how new its tree is'),
  late: z
    .union([off, z.strictObject({ afterHours: lasting(0) })], orOff)
    .optional()
    .describe(
      'A mirror has missed two syncs, and no survey says how new its tree is. You are told only if you write `late: {}`',
    ),
  problem: z
    .union(
      [
        off,
        z.strictObject({
          afterHours: lasting(0),
          level: z
            .enum(['error', 'warning'])
            .default('error')
            .describe('Least level of the problems that you are told'),
        }),
      ],
      orOff,
    )
    .prefault({})
    .describe('A run found a problem that no other rule is about; see docs/problems/README.md'),
} as const;

export const rulesSchema = z.strictObject(ruleTable);

export type Rule = keyof typeof ruleTable;

/** The settings of each rule; false or nothing where it is off. */
export type Rules = z.infer<typeof rulesSchema>;

/** The names of all rules, in the order in which their alarms are told. */
export const ruleNames = Object.keys(ruleTable) as readonly Rule[];
