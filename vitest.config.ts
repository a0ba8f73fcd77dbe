import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: 'tests/global-setup.ts',
    // Whole builds, browsers and daemons take seconds on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Most of the time a test waits for a program that it started, so even two cores have room for two.
    maxWorkers: 2,
    // Programs that are missing are skipped by name; the reader should see which.
    reporters: process.env.CI ? ['verbose'] : ['default'],
  },
});
