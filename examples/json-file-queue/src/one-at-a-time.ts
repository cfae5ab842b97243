const ends = new Map<string, Promise<void>>()

/** Runs `work` when all earlier work under this name has ended, well or not. For one process only. */
export function oneAtATime<T>(name: string, work: () => Promise<T>): Promise<T> {
  const result = (ends.get(name) ?? Promise.resolve()).then(work)
  const end = result
    .then(
      () => {},
      () => {},
    )
    .then(() => {
      if (ends.get(name) === end) ends.delete(name)
    })
  ends.set(name, end)
  return result
}
