// A legal history of `size` operations: what `processes` clients of one queue would have recorded. Half of the operations
// are enqueues; the queue is up to 500 deep and empty at the
// end, and 1 in 1,000 enqueues has an unknown outcome.

/** @param {{ size: number, processes?: number, classes?: number, ids?: 'number' | 'text' }} options */
export function playHistory({ size, processes = 16, classes = 1, ids = 'text' }) {
  const operations = []
  const waiting = Array.from({ length: classes }, () => ({ values: [], head: 0 }))
  let [state, depth, sent] = [12345, 0, 0]
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
  for (let i = 0; i < size; i++) {
    const [early, late] = [random() * processes, random() * processes]
    const unknown = random() < 0.001
    const enqueue = depth === 0 || (random() < 0.5 && depth < Math.min(500, size - i - 1))
    const common = {
      process: i % processes,
      f: enqueue ? 'enqueue' : 'dequeue',
      outcome: unknown && enqueue ? 'info' : 'ok',
      invokeTime: Math.max(0, i - early),
      completeTime: unknown && enqueue ? Infinity : i + late,
      input: null,
      output: null,
      key: undefined,
      priority: undefined,
      offset: undefined,
    }
    if (enqueue) {
      const own = Math.floor(random() * classes)
      const value = ids === 'text' ? `producer-${sent % processes}:${sent++}` : sent++
      waiting[own].values.push(value)
      depth++
      operations.push({ ...common, input: value, output: value, priority: own })
    } else {
      let own = classes - 1
      while (waiting[own].head === waiting[own].values.length) own--
      const queue = waiting[own]
      operations.push({ ...common, output: queue.values[queue.head] })
      queue.values[queue.head++] = undefined
      depth--
    }
  }
  return operations
}

/** `count` enqueues that all overlap, then their dequeues in reverse, overlapping as well. Legal for a FIFO queue. */
export function overlappingHistory(count) {
  const common = { process: 0, outcome: 'ok', key: undefined, priority: 0, offset: undefined }
  return Array.from({ length: 2 * count }, (_, i) => {
    const enqueue = i < count
    const value = enqueue ? i : 2 * count - 1 - i
    const [invokeTime, completeTime] = enqueue ? [0, 10] : [20 + i, 20 + i]
    return {
      ...common,
      f: enqueue ? 'enqueue' : 'dequeue',
      invokeTime,
      completeTime,
      input: enqueue ? value : null,
      output: value,
    }
  })
}
