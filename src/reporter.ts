import { StressReporter } from './vitest/named-reporter.ts'

export { StressReporter }
// Vitest loads a reporter that is named by path from the default export.
export default StressReporter
