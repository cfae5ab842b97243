// Vitest's own id of the test, and which run of that test it is: the reporter finds the test by it.

export function runIdOf(testId: string, run: number): string {
  return `${testId}#${run}`
}

export function testIdOf(runId: string): string {
  return runId.slice(0, runId.lastIndexOf('#'))
}

/** From 1. */
export function runNumberOf(runId: string): number {
  return Number(runId.slice(runId.lastIndexOf('#') + 1))
}
