import { defineConfig } from 'vitest/config'

// The package uses itself: `vitest run stress/` runs the examples, `vitest run test/` our own tests. A project that has
// it installed writes `import { stress } from 'vitest-stress/plugin'`; a package cannot import itself by name from here,
// because Vite runs the bundled config from within node_modules.
const plugin = new URL('./dist/plugin.js', import.meta.url).href
const { stress } = (await import(plugin)) as typeof import('./src/plugin.ts')

/** Each starts Vitest dozens of times: for the wider checks, and not for `npm test`. */
const wide = [
  'ci-reports',
  'clean-scenarios',
  'init-command',
  'interruption',
  'isolation-elsewhere',
  'json-file-queue',
  'merge-reports',
  'no-way-around',
  'plugin-projects',
  'validate-queue',
].map((name) => `test/e2e/${name}.test.ts`)

/** What says nothing new: of the version of Vitest, where another one is tried; of lines, where coverage is taken. */
const again = [
  ...(process.env['E2E_HOST']
    ? [
        'baselines',
        'comparison',
        'comparison-statistics',
        'custom-metrics',
        'find-capacity',
        'guarantees',
        'init-command',
        'json-file-queue',
        'loads',
        'process-and-runtime-faults',
        'queue-behavior',
        'queue-kit',
        'ramps',
        'replay-and-shrink',
        'several-loads',
        'validate-queue',
        'virtual-time',
        'windows',
      ]
    : []),
  ...(process.env['NODE_V8_COVERAGE']
    ? [
        'auto-warmup',
        'beside-runs',
        'ci-reports',
        'comparison-statistics',
        'examples',
        'fail',
        'hooks',
        'interruption',
        'json-file-queue',
        'live-progress',
        'loads',
        'lost-worker',
        'modifiers',
        'nesting',
        'no-orphans',
        'no-way-around',
        'plugin-options',
        'plugin-projects',
        'progress',
        'queue-behavior',
        'ramps',
        'run-stress',
        'selection',
        'target',
        'virtual-time',
        'watchdog',
      ]
    : []),
].map((name) => `test/e2e/${name}.test.ts`)

/** It counts what is on the heap: among what all other tests have left there, that took 14 to 22 s. */
const alone = 'test/unit/run/keep-shapes.test.ts'

export default defineConfig({
  plugins: [
    stress({
      include: ['examples/*/stress/**/*.stress.ts'],
      isolation: { strength: 'sealed', forbid: { modules: ['./examples/agent-swarm/src/real-core.ts'] } },
    }),
  ],
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'own',
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'test/e2e/**', 'test/package/**', alone],
          // They hold nothing that another could meet, and a process for each would take longer than they do.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'built',
          include: ['test/e2e/**/*.test.ts', alone],
          exclude: ['**/node_modules/**', 'test/e2e/fixtures/**', ...wide, ...again],
          // What they start mostly waits, for loads that take their time; a project with a count of its own runs by itself.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        // Two at a time: what `init` writes is an open load, which three of them would keep from its plan.
        test: {
          name: 'wide',
          include: wide.filter((path) => !again.includes(path)),
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      { extends: true, test: { name: 'package', include: ['test/package/**/*.test.ts'] } },
    ],
  },
})
