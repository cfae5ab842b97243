/** Here and not in their schema, which loads zod: half of what the plugin would take to start. */
export const defaultPluginOptions = {
  include: ['stress/**/*.{stress,test,spec}.?(c|m)[jt]s?(x)', '**/*.stress.?(c|m)[jt]s?(x)'],
  outputFolder: 'logs',
  fileName: 'stress_test_metrics_{timestamp}.json',
  summary: 'auto' as const,
  progress: true,
  graceMs: 5_000,
  baseline: {
    mode: 'off' as const,
    margin: 0.2,
    gated: ['throughput', 'latency.p50'] as ('throughput' | 'latency.p50')[],
  },
  isolation: {
    strength: 'sealed' as const,
    allow: { hosts: [], folders: [], modules: [], commands: [] },
    forbid: { modules: [] },
    enforce: true,
  },
}
