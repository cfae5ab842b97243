import { expect, test } from 'vitest'
import { seededRandom } from '../../../src/foundation/random.ts'
import { Recorder } from '../../../src/record/recorder.ts'
import { RunRecords } from '../../../src/record/run-records.ts'
import { Slices } from '../../../src/record/slices.ts'
import type { PhaseProgress } from '../../../src/record/recovery/phase-progress.ts'
import { planOf } from '../../support/drive.ts'
import { iterationFacts } from '../../support/iteration-facts.ts'

const plan = planOf({ executor: 'constant-concurrency', concurrency: 3, durationMs: 5_000, warmupMs: 300 })
const sample = { inFlight: 0, queueDepth: null, loopDelayMaxMs: null, heapBytes: 0, rssBytes: 0 }

/** Who is watched by the iteration is told of each; nobody can be told of many at once then. */
const watched = { ended: () => {} } as unknown as PhaseProgress

function records(isWatched: boolean, hasSlices: boolean) {
  const settings = {
    fromMs: 300,
    sliceMs: 100,
    keepsService: false,
    keepsLateness: false,
    keptDueMs: 1_000,
  }
  const slices = hasSlices ? new Slices(settings) : null
  const run = new RunRecords(slices, Infinity, { fromMs: 300, widthMs: 10, keeps: ['response'] })
  if (isWatched) run.progress = watched
  return { run, slices, recorder: new Recorder(plan, Infinity, run) }
}

/** Three users, one after the other: mostly quick, some slow, failed, tagged or unfinished; one second is 500 iterations. */
function runLoad(isWatched: boolean, hasSlices: boolean, seed: number) {
  const { run, slices, recorder } = records(isWatched, hasSlices)
  const random = seededRandom(seed)
  let nextSecondMs = 1_000
  let nowMs = 0
  while (nowMs < 5_000) {
    nowMs += random.next() * 4
    if (nowMs >= nextSecondMs) {
      run.timeline.closeSecond(sample)
      nextSecondMs += 1_000
    }
    const kind = random.next()
    const scheduledMs = Math.max(0, nowMs - (kind < 0.1 ? 200 : 3) * random.next())
    const phase = scheduledMs < 300 ? 'warmup' : 'steady'
    const tags = kind > 0.9 && kind < 0.95 ? ['slow'] : null
    const agent = kind < 0.5 ? 'Agent-1' : 'Agent-2'
    const iteration = iterationFacts(scheduledMs, { phase, tags, agent })
    recorder.begun(iteration, true)
    if (kind > 0.99) recorder.unfinished(iteration, nowMs)
    else recorder.finished(iteration, nowMs, kind > 0.95 ? { error: new Error('no') } : null)
  }
  slices?.closeLast()
  run.timeline.closeSecond(sample)
  const due = slices?.due
  return {
    seconds: run.timeline.seconds,
    slices: slices?.closed,
    due: due && Array.from({ length: due.end - due.first }, (_, at) => due.slice(due.first + at)),
    lastOfDue: due?.firstEndingFrom(4_990),
    stretches: recorder.stretches!.response!.ranges(),
    cells: recorder.cells.matching({}).map(({ agent, succeeded, failed, response }) => {
      return { agent, succeeded, failed, response: response.stats() }
    }),
    slow: recorder.tagCells.matching('slow').map(({ succeeded, response }) => [succeeded, response.stats()]),
    counts: [recorder.started, recorder.succeeded, recorder.failed, recorder.lastEndMs],
  }
}

test.each([
  [1, true],
  [2, true],
  [3, true],
  [4, false],
])(
  'what is told once a slice comes to the same as what is told each time (%i, slices: %s)',
  (seed, hasSlices) => {
    const together = runLoad(false, hasSlices, seed)
    expect(together).toEqual(runLoad(true, hasSlices, seed))
    expect(together.stretches.length).toBeGreaterThan(200)
    expect(together.slow).toHaveLength(2)
    expect(together.seconds.length).toBeGreaterThan(4)
  },
)

test('whoever asks in the middle of a slice is told all that ended', () => {
  const { run, recorder } = records(false, false)
  const succeed = (fromMs: number, endMs: number): void =>
    recorder.finished(iterationFacts(fromMs), endMs, null)
  for (let ms = 1_000; ms < 1_005; ms++) succeed(ms, ms + 1)
  expect(recorder.succeeded).toBe(5)
  succeed(1_005, 1_006)
  expect(recorder.lastEndMs).toBe(1_006)
  succeed(1_004, 1_007)
  const [cell] = recorder.cells.matching({})
  expect([cell!.succeeded, cell!.response.count, cell!.response.maxMs]).toEqual([7, 7, 3])
  succeed(1_007, 1_008)
  run.timeline.closeSecond(sample)
  expect(run.timeline.seconds).toMatchObject([{ succeeded: 8, max_ms: 3 }])
})
