import type { Budgets } from '../model/scenario.ts'

/** Defaults that a `kind` stands for. Nothing else depends on the kind. */
export interface Preset {
  readonly kind: string
  readonly summary: string
  /** Used where the scenario gives no `load`. */
  readonly load: { readonly executor: string; readonly [option: string]: unknown }
  /** Each holds unless the scenario sets the same budget. */
  readonly budgets: Budgets
  /** Things go wrong, drawn from the seed, where the scenario gives neither `faults` nor `chaos`; and its recovery is judged. */
  readonly chaos?: true
}

const mebibyte = 2 ** 20

/** Every kind. A new one is an entry here. */
export const presets = [
  {
    kind: 'standard',
    summary: '9 agents, 100 iterations each; every iteration must succeed',
    load: { executor: 'per-agent-iterations', agents: 9, iterations: 100 },
    budgets: { successRate: { min: 1 } },
  },
  {
    kind: 'high-load',
    summary: '9 agents, 1,000 iterations each; memory is limited as well (512 MiB of heap, 1 GiB resident)',
    load: { executor: 'per-agent-iterations', agents: 9, iterations: 1_000 },
    budgets: {
      successRate: { min: 1 },
      heapPeak: { maxBytes: 512 * mebibyte },
      rssPeak: { maxBytes: 1024 * mebibyte },
    },
  },
  {
    kind: 'chaos',
    summary:
      '9 agents, 100 iterations each, over 10 s; faults drawn from the seed (`chaos: {}`), and `recovery: true`; every iteration must succeed',
    load: { executor: 'constant-arrival-rate', ratePerSecond: 90, durationMs: 10_000, agents: 9 },
    budgets: { successRate: { min: 1 } },
    chaos: true,
  },
  {
    kind: 'comparison',
    summary: '`variants` held against each other in rounds; each run as `standard`',
    load: { executor: 'per-agent-iterations', agents: 9, iterations: 100 },
    budgets: { successRate: { min: 1 } },
  },
] as const satisfies readonly Preset[]

export type Kind = (typeof presets)[number]['kind']
