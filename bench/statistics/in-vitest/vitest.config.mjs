import { stress } from 'vitest-stress/plugin'

// Beside this folder, the examples are read.
export default { plugins: [stress()], test: { testTimeout: 3_600_000 } }
