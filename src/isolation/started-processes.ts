/** Processes that this one has started, by id: it may send them signals. */
export const startedProcesses = new Set<number>()
