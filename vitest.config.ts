import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const MINUTES = /\/tests\/(faults\/|faults\.|incremental|real-data|serving\.|browser\.|fetch\.|deploy)/;

/** What takes minutes begins first: begun last, it would run alone while the other worker rests. */
class MinutesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const minutes = ({ moduleId }: TestSpecification) => Number(MINUTES.test(moduleId));
    return (await super.sort(files)).sort((a, b) => minutes(b) - minutes(a));
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: 'tests/global-setup.ts',
    // Whole builds, browsers and daemons take seconds on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A test waits for programs that it started a third of its time, so two cores have room for three.
    maxWorkers: 3,
    sequence: { sequencer: MinutesFirst },
    // Programs that are missing are skipped by name; the reader should see which.
    reporters: process.env.CI ? ['verbose'] : ['default'],
  },
});
