import { afterEach, expect, test, vi } from 'vitest'
import { baselineSettings } from '../../../src/vitest/baseline-settings.ts'
import { resolvePluginOptions } from '../../../src/vitest/plugin-options.ts'

afterEach(() => vi.unstubAllEnvs())

const settingsOf = (baseline?: object, environment = '') => {
  vi.stubEnv('VITEST_STRESS_BASELINE', environment)
  return baselineSettings(resolvePluginOptions({ baseline }).baseline)
}

test('nothing is asked of baselines unless an option or the environment does; the environment counts for more', () => {
  const gated = ['throughput', 'latency.p50']
  expect(settingsOf()).toBeNull()
  expect(settingsOf({ mode: 'check' })).toEqual({ mode: 'check', margin: 0.2, gated })
  expect(settingsOf({ margin: 0.3, gated: ['latency.p99'] }, 'write')).toEqual({
    mode: 'write',
    margin: 0.3,
    gated: ['latency.p99'],
  })
  expect(settingsOf({ mode: 'check' }, 'off')).toBeNull()
})

test('what is wrong is told, all at once', () => {
  expect(() => settingsOf({}, 'wrte')).toThrow(
    'VITEST_STRESS_BASELINE: expected "write", "check" or "off", got "wrte"',
  )
  expect(() => settingsOf({ mode: 'chek', margin: 0, gated: ['latency.p5'] })).toThrow(
    /3 problems[^]*baseline\.mode[^]*did you mean "check"[^]*baseline\.margin[^]*above 0[^]*baseline\.gated\[0\][^]*"latency\.p50"/,
  )
  expect(() => settingsOf({ gated: [] })).toThrow('baseline.gated: expected at least one metric')
})
