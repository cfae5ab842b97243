/** From one module to another, in one iteration. */
export const calls = 100_000
export const rounds = 5
export const callsOptions = { load: { executor: 'shared-iterations', iterations: 200, concurrency: 1 } }
