import type { IterationFacts } from '../../src/model/iteration-facts.ts'

/** An iteration of the steady phase that started when it was due. */
export const iterationFacts = (scheduledMs: number, more: Partial<IterationFacts> = {}): IterationFacts => ({
  index: 0,
  agent: null,
  scheduledMs,
  startedMs: scheduledMs,
  phase: 'steady',
  message: undefined,
  tags: null,
  ...more,
})
