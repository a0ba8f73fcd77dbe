import { getUnixTime } from 'date-fns/getUnixTime';
import type { Portal } from '../../model/portal.ts';
import { document } from '../document.ts';
import { once } from '../page.ts';

/** Metrics for Prometheus. */
export const metrics = document({
  route: '/metrics',
  meaning: 'metrics',
  each: once,
  inputs: (_, { portal: { mirrors, snapshots, disk } }) => ({ mirrors, snapshots, disk }),
  text: portalToMetrics,
});

type MetricsInputs = Pick<Portal, 'mirrors' | 'snapshots' | 'disk'>;

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/**
 * `/metrics`: metrics for Prometheus, in its text format 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/). Times are timestamps, not ages, so the
 * file changes only when a mirror changes; `time() - …` in a query gives the age.
 */
export function portalToMetrics(portal: MetricsInputs): string {
  return [...mirrorMetrics(portal), ...sourceMetrics(portal), ...diskMetrics(portal)].flatMap(metricToLines).join('');
}

function mirrorMetrics({ mirrors }: MetricsInputs): Metric[] {
  const perMirror = (toValue: (mirror: Portal['mirrors'][number]) => number | undefined): Sample[] =>
    mirrors.flatMap((mirror) => toSample({ cname: mirror.cname }, toValue(mirror)));
  return [
    {
      name: 'heliostat_mirror_state',
      help: 'State of the mirror. The current state has the value 1; the others are missing.',
      samples: mirrors.map(({ cname, sync }) => ({ labels: { cname, state: sync.state }, value: 1 })),
    },
    {
      name: 'heliostat_mirror_freshness',
      help: 'Freshness of the content. The current value is 1; the others are missing.',
      samples: mirrors.flatMap(({ cname, freshness }) => (freshness ? { labels: { cname, freshness }, value: 1 } : [])),
    },
    {
      name: 'heliostat_mirror_last_success_timestamp_seconds',
      help: 'End of the last successful sync.',
      samples: perMirror(({ sync }) => sync.lastSuccess && getUnixTime(sync.lastSuccess)),
    },
    {
      name: 'heliostat_mirror_last_attempt_timestamp_seconds',
      help: 'End of the last sync, successful or not.',
      samples: perMirror(({ sync }) => sync.lastAttempt && getUnixTime(sync.lastAttempt)),
    },
    {
      name: 'heliostat_mirror_content_timestamp_seconds',
      help: 'Time of the content, as its tree says.',
      samples: perMirror(({ tree }) => tree?.content && getUnixTime(tree.content)),
    },
    {
      name: 'heliostat_mirror_behind_seconds',
      help: 'How far the content is behind that of upstream.',
      samples: perMirror(({ tree }) => tree?.behindSeconds),
    },
    {
      name: 'heliostat_mirror_tree',
      help: 'What a survey says of the tree. The current verdict is 1; the others are missing.',
      samples: mirrors.flatMap(({ cname, tree }) =>
        tree?.verdict ? { labels: { cname, verdict: tree.verdict }, value: 1 } : [],
      ),
    },
    {
      name: 'heliostat_mirror_expected_interval_seconds',
      help: 'How often the mirror is expected to sync.',
      samples: perMirror(({ expected }) => Math.round(expected.everyHours * 3600)),
    },
    {
      name: 'heliostat_mirror_size_bytes',
      help: 'Size of the files of the mirror.',
      samples: perMirror(({ size }) => size?.bytes),
    },
  ];
}

function sourceMetrics({ snapshots }: MetricsInputs): Metric[] {
  return [
    {
      name: 'heliostat_source_as_of_timestamp_seconds',
      help: 'Time of the last good answer of the source.',
      samples: snapshots.flatMap(({ source, asOf }) => toSample({ source }, asOf && getUnixTime(asOf))),
    },
    {
      name: 'heliostat_source_up',
      help: 'Whether the source answers with recent data.',
      samples: snapshots.map(({ source, isStale }) => ({ labels: { source }, value: isStale ? 0 : 1 })),
    },
    {
      name: 'heliostat_source_held',
      help: 'Whether the source lists so much less than before that its previous answer is shown.',
      samples: snapshots.map(({ source, isHeld }) => ({ labels: { source }, value: isHeld ? 1 : 0 })),
    },
  ];
}

/** Disk of the machine that builds the portal, if it is measured. */
function diskMetrics({ disk }: MetricsInputs): Metric[] {
  return [
    {
      name: 'heliostat_disk_used_bytes',
      help: 'Used disk space, in steps of one percent.',
      samples: toSample({}, disk?.usedBytes),
    },
    {
      name: 'heliostat_disk_total_bytes',
      help: 'Size of the disk, to three significant digits.',
      samples: toSample({}, disk?.totalBytes),
    },
  ];
}

function toSample(labels: Sample['labels'], value: number | undefined): Sample[] {
  return value === undefined ? [] : [{ labels, value }];
}

/** All lines of one metric are adjacent, with HELP and TYPE first and once; each line ends with a line feed. */
function metricToLines({ name, help, samples }: Metric): string[] {
  const lines = samples.map(({ labels, value }) => `${name}${labelsToText(labels)} ${value}\n`);
  return [`# HELP ${name} ${help}\n`, `# TYPE ${name} gauge\n`, ...lines];
}

function labelsToText(labels: Sample['labels']): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}

/** The format escapes backslash, double quote and line feed in label values, and requires valid UTF-8. */
function escapeLabel(value: string): string {
  return value.toWellFormed().replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
