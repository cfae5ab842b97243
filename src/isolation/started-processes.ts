/** Processes that this one has started, by id: it may send them signals. */
export const startedProcesses = new Set<number>()

/** Those of them that work for a run. */
export const ownProcesses = new WeakSet<object>()
