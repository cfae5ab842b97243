/** What fake timers replace, as the detector of changed globals calls it. */
export const fakeNames: ReadonlySet<string> = new Set(
  [
    'setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate queueMicrotask Date Intl performance',
    'performance.now performance.mark performance.measure performance.timeOrigin performance.getEntries',
    'performance.getEntriesByName performance.getEntriesByType performance.clearMarks performance.clearMeasures',
  ].flatMap((names) => names.split(' ')),
)

/** Whether the global timers are those of `@sinonjs/fake-timers`, which Vitest uses; it marks what it replaces. */
export function fakesTimers(): boolean {
  const { setTimeout, setInterval, Date } = globalThis
  return [setTimeout, setInterval, Date].some((each) => 'clock' in each || 'isFake' in each)
}
