import { check, count, custom, oneOf, positive, z, type Checked } from '../foundation/schema.ts'
import { detectors } from '../isolation/leaks/detectors.ts'
import type { AllowedLeak, HeapSettings, LeakSettings } from '../model/leak-settings.ts'

const kind = oneOf(detectors.map((detector) => detector.kind) as [string, ...string[]])
const pattern = custom<string | RegExp>(
  'a text that is not empty, or a regular expression',
  (value) => value instanceof RegExp || (typeof value === 'string' && value !== ''),
)
const rule = z
  .strictObject(
    { kind: kind.optional(), what: pattern.optional(), createdAt: pattern.optional() },
    { error: 'a kind of leak, or { kind, what, createdAt }' },
  )
  .refine((given) => Object.keys(given).length > 0, { error: 'at least one of kind, what, createdAt' })
const emitter = custom<object>(
  'an event emitter',
  (value) => typeof (value as { rawListeners?: unknown } | null)?.rawListeners === 'function',
)
const fewestRounds = 8
const mostRounds = 100
const heapSettings = z.strictObject(
  {
    rounds: count(`a whole number from ${fewestRounds} to ${mostRounds}`)
      .min(fewestRounds, { error: `at least ${fewestRounds}: fewer cannot tell growth from chance` })
      .max(mostRounds)
      .default(12),
    bytesPerIteration: positive().default(32),
  },
  { error: 'true, false or { rounds, bytesPerIteration }' },
)
const settings = z.strictObject(
  {
    allow: z.array(z.unknown(), { error: 'a list of leaks' }).default([]),
    emitters: z.array(emitter, { error: 'a list of event emitters' }).default([]),
    heap: z.unknown().optional(),
  },
  { error: 'true, false or { allow, emitters, heap }' },
)

/** `leaks` of a scenario; null: nothing is looked for. All problems come at once. */
export function resolveLeaks(given: unknown): Checked<LeakSettings | null> {
  if (given === false) return { ok: true, value: null }
  const checked = check(settings, given === undefined || given === true ? {} : given, 'leaks')
  const listed = (given as { allow?: unknown } | null | undefined)?.allow
  const allow = Array.isArray(listed) ? listed.map(allowedLeak) : []
  const heap = resolveHeap((given as { heap?: unknown } | null | undefined)?.heap)
  const problems = [checked, ...allow, heap].flatMap((each) => (each.ok ? [] : each.problems))
  if (!checked.ok || !heap.ok || problems.length > 0) return { ok: false, problems }
  const rules = allow.flatMap((each) => (each.ok ? [each.value] : []))
  return { ok: true, value: { allow: rules, emitters: checked.value.emitters, heap: heap.value } }
}

function resolveHeap(given: unknown = false): Checked<HeapSettings | null> {
  if (given === false) return { ok: true, value: null }
  return check(heapSettings, given === true ? {} : given, 'leaks.heap')
}

function allowedLeak(given: unknown, index: number): Checked<AllowedLeak> {
  const path = `leaks.allow[${index}]`
  if (typeof given !== 'string') return check(rule, given, path)
  const checked = check(kind, given, path)
  return checked.ok ? { ok: true, value: { kind: checked.value } } : checked
}
