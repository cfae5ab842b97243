/** The recipient that stands for every agent; no agent's name. */
export const everyone = 'ALL'

/** The name of the agent at `index` (from 0): `Agent-1`, `Agent-2`, ... */
export function agentName(index: number): string {
  return `Agent-${index + 1}`
}
