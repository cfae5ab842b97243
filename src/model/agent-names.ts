/** The recipient that stands for every agent; no agent's name. */
export const everyone = 'ALL'

/** `Agent-1` ... `Agent-n`. */
export function agentNames(agents: number): string[] {
  return Array.from({ length: agents }, (_, index) => `Agent-${index + 1}`)
}
