import { stress } from 'vitest-stress/plugin'
import { defineConfig } from 'vitest/config'

// The package uses itself, as a user would: `vitest run stress/` runs the examples, `vitest run test/` our own tests.
export default defineConfig({
  plugins: [stress({ include: ['examples/*/stress/**/*.stress.ts'] })],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/e2e/fixtures/**'],
    testTimeout: 60_000,
  },
})
