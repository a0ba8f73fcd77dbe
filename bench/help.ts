import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderTemplate, type Template } from '../src/help/template.ts';
import { blockVariables, type Chosen, type Input, type Variables } from '../src/help/variables.ts';
import { medianOf } from '../src/model/history.ts';
import { everyChoice, library } from '../tests/help-library.ts';
import { build, checkout, forgetSite, measure, print, RUNS, root } from './run.ts';
import { pageWeight } from './weight.ts';

const DOCUMENTS = 150;
const COMBINATIONS = 2000;

/** What help costs a build that draws all of it, what its pages weigh, and how fast templates are rendered. */
export function measureHelp(): void {
  print(`${DOCUMENTS} documents in 2 languages`, 'median', 'least', 'most', 'memory');
  writeContent([]);
  const without = measure('build without help, nothing drawn', build, forgetSite);
  writeContent(readdirSync(join(checkout, 'content/library/help')));
  const seconds = measure('build with help, nothing drawn', build, forgetSite);
  measure('build with help, nothing changed', build);
  print('what help adds', `${(seconds - without).toFixed(3)} s`, 'at most 6 s');
  printWeights();
  const tasks = renderingTasks();
  const times = Array.from({ length: RUNS }, () => secondsToRender(tasks));
  print(`rendering ${COMBINATIONS} combinations of options`, `${medianOf(times)!.toFixed(3)} s`, 'at most 1 s');
}

/** So many mirrors, with a copy of the library's documents in place of those that it lacks. */
function writeContent(names: readonly string[]): void {
  const own = join(root, 'content/help');
  rmSync(own, { recursive: true, force: true });
  const others = Array.from({ length: DOCUMENTS - names.length }, (_, index) => `mirror-${index}`);
  for (const [index, other] of others.entries()) {
    const name = names[index];
    if (name) cpSync(join(checkout, 'content/library/help', name), join(own, other), { recursive: true });
  }
  const mirrors = [...names, ...others].map((cname) => ({ cname, state: 'success' }));
  writeFileSync(join(root, 'content/list.yaml'), JSON.stringify({ mirrors }));
  writeFileSync(
    join(root, 'content/portal.yaml'),
    'site: { url: https://mirrors.example.org, abbr: BENCH }\nsources: [{ type: list, file: list.yaml }]\n',
  );
}

function printWeights(): void {
  const out = join(root, 'out');
  const pages = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(^|\/)help\/[^/]+\/index\.html$/.test(file),
  );
  if (pages.length !== 2 * DOCUMENTS) throw new Error(`there are ${pages.length} pages of help`);
  const weights = pages.map((page) => ({ page, ...pageWeight(out, page) })).sort((a, b) => a.html - b.html);
  const heaviest = weights.at(-1)!;
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
  print('HTML of a page, gzip: median', kilobytes(weights[DOCUMENTS]!.html), 'at most 20');
  print(`  ${heaviest.page}`, kilobytes(heaviest.html), 'at most 20');
  print('  all its script', kilobytes(heaviest.script), 'at most 12');
}

interface Task {
  readonly template: Template;
  readonly inputs: readonly Input[];
  readonly chosen: Chosen;
  readonly predefined: Variables;
}

/** The blocks of the library that ask for something, with every choice, as often as it takes. */
function renderingTasks(): Task[] {
  const tasks = library.flatMap(({ page: { segments, globals, predefined } }) =>
    segments.flatMap((segment): Task[] => {
      if (!('block' in segment) || segment.block.inputs.length === 0) return [];
      const inputs = [...globals, ...segment.block.inputs];
      const { template } = segment.block;
      return everyChoice(inputs).map((chosen) => ({ template, inputs, chosen, predefined }));
    }),
  );
  return Array.from({ length: COMBINATIONS }, (_, index) => tasks[index % tasks.length]!);
}

function secondsToRender(tasks: readonly Task[]): number {
  const start = performance.now();
  for (const { template, inputs, chosen, predefined } of tasks) {
    renderTemplate(template, blockVariables(inputs, chosen, predefined));
  }
  return (performance.now() - start) / 1000;
}
