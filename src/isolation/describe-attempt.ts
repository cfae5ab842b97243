import type { AttemptMetrics } from '../model/isolation-metrics.ts'

/** One attempt as a line for a person; the modules that led to an import below it. */
export function describeAttempt(attempt: AttemptMetrics): string {
  const { surface, what, where_to, call_site, frame, count, chain } = attempt
  const place = call_site === null ? '' : `, at ${call_site}`
  // A package made the call: who called the package is what can be mended.
  const own =
    frame === null || (call_site !== null && frame.includes(call_site))
      ? ''
      : `, from ${frame.replace(/^at /, '')}`
  const times = count > 1 ? `, ${count} times` : ''
  const imports = (chain ?? []).map((module, depth) => `\n${'  '.repeat(depth + 2)}${module}`).join('')
  return `${surface}: ${what} ${where_to}${place}${own}${times}${imports}`
}
