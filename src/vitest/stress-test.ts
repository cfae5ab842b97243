import { TestRunner } from 'vitest'
import './augment.ts'
import { registerScenario } from './register-scenario.ts'
import type { StressTest } from './stress-test-types.ts'

/**
 * Declares a stress scenario, as a test. It passes when every budget and guarantee is kept, and fails when one is not
 * or when it cannot be told. The name must end in `Test`: editors and `vitest list` find tests by that.
 */
export const stressTest = TestRunner.createTaskCollector(registerScenario) as unknown as StressTest
