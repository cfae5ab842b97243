import { describe, expect, test } from 'vitest'
import type { IterationFacts } from '../../../src/model/iteration-facts.ts'
import { InterArrivals } from '../../../src/record/inter-arrival.ts'
import { Recorder } from '../../../src/record/recorder.ts'
import { RunRecords } from '../../../src/record/run-records.ts'
import { planOf } from '../../support/drive.ts'

const openLoad = {
  executor: 'constant-arrival-rate',
  ratePerSecond: 10,
  durationMs: 1000,
  agents: 2,
  warmupMs: 100,
}
const openRecorder = (records = new RunRecords()) => new Recorder(planOf(openLoad), 1110, records)
const iteration = (given: Partial<IterationFacts>): IterationFacts => ({
  index: 0,
  agent: 'Agent-1',
  scheduledMs: 100,
  startedMs: 100,
  phase: 'steady',
  message: undefined,
  tags: null,
  ...given,
})

describe('the recorder of an open load', () => {
  test('measures response from the scheduled start, service from the actual one, and the difference as lateness', () => {
    const recorder = openRecorder()
    recorder.finished(iteration({ scheduledMs: 100, startedMs: 130 }), 180, null)
    const [cell] = recorder.cells.matching({})
    expect([cell!.response.maxMs, cell!.service.maxMs, cell!.lateness!.maxMs]).toEqual([80, 50, 30])
  })

  test('counts an unfinished iteration apart, at its age', () => {
    const recorder = openRecorder()
    recorder.unfinished(iteration({ scheduledMs: 100, startedMs: 100 }), 5100)
    const [cell] = recorder.cells.matching({})
    expect(cell).toMatchObject({ succeeded: 0, failed: 0, unfinished: 1 })
    expect(cell!.response.maxMs).toBe(5000)
    expect(recorder).toMatchObject({ unfinishedCount: 1, succeeded: 0, failed: 0 })
  })

  test('counts a dropped start under its planned agent and phase, at its age, without a service time', () => {
    const recorder = openRecorder()
    recorder.dropped(1, 100, 400)
    recorder.dropped(2, 99, 400)
    const [steady] = recorder.cells.matching({ phase: 'steady' })
    expect(steady).toMatchObject({ agent: 'Agent-2', dropped: 1 })
    expect([steady!.response.maxMs, steady!.service.count]).toEqual([300, 0])
    expect(recorder.cells.matching({ phase: 'warmup' })).toMatchObject([{ agent: 'Agent-1', dropped: 1 }])
    expect(recorder.droppedCount).toBe(2)
  })

  test('counts what was never come to as dropped, under its planned agent', () => {
    const recorder = openRecorder()
    const plan = planOf(openLoad)
    recorder.finished(iteration({ index: 0 }), 180, null)
    recorder.dropped(1, 100, 400)
    recorder.closeBooks(plan)
    expect(recorder.droppedCount).toBe(plan.plannedIterations! - 1)
    expect(recorder.cells.matching({ agent: 'Agent-1' })).toMatchObject([{ succeeded: 1, dropped: 5 }])
    expect(recorder.cells.matching({ agent: 'Agent-2' })).toMatchObject([{ dropped: 5 }])
  })

  test('blames the generator only for starts that found a free slot', () => {
    const recorder = openRecorder()
    recorder.begun(iteration({ scheduledMs: 100, startedMs: 103 }), true)
    recorder.begun(iteration({ scheduledMs: 100, startedMs: 900 }), false)
    recorder.begun(iteration({ scheduledMs: 1000, startedMs: 1111 }), true)
    expect(recorder).toMatchObject({ started: 3, startedFreely: 2, startedOnTime: 1 })
    expect(recorder.generatorLateness!.stats()).toMatchObject({ count: 2, max_ms: 111 })
  })

  test('blames the generator for no start of the warm-up', () => {
    const recorder = openRecorder()
    recorder.begun(iteration({ phase: 'warmup', scheduledMs: 0, startedMs: 5000 }), true)
    expect(recorder).toMatchObject({ started: 1, startedFreely: 0, startedOnTime: 0 })
    expect(recorder.generatorLateness!.stats()).toBeNull()
    recorder.begun(iteration({ phase: 'steady', scheduledMs: 100, startedMs: 5100 }), true)
    expect(recorder).toMatchObject({ started: 2, startedFreely: 1, startedOnTime: 0 })
    expect(recorder.generatorLateness!.stats()).toMatchObject({ count: 1, max_ms: 5000 })
  })

  test('groups by the type of the message', () => {
    const recorder = openRecorder()
    recorder.finished(iteration({ message: { type: 'BROADCAST' } }), 110, null)
    recorder.finished(iteration({ message: { type: 7 } }), 110, null)
    recorder.finished(iteration({ message: undefined }), 110, null)
    expect(recorder.cells.messageTypes()).toEqual(['BROADCAST'])
  })

  test.each([[undefined], [null], [0], [''], [false]])('takes %o, once thrown, for a failure', (error) => {
    const records = new RunRecords()
    const recorder = openRecorder(records)
    recorder.finished(iteration({}), 110, { error })
    expect(recorder).toMatchObject({ succeeded: 0, failed: 1 })
    expect(records.failures.list()).toHaveLength(1)
  })
})

test('the recorder of a closed load has no lateness, and measures once', () => {
  const recorder = new Recorder(
    planOf({ executor: 'shared-iterations', iterations: 5 }),
    Infinity,
    new RunRecords(),
  )
  recorder.begun(iteration({}), true)
  recorder.finished(iteration({}), 140, null)
  const [cell] = recorder.cells.matching({})
  expect(recorder.generatorLateness).toBeNull()
  expect([cell!.lateness, cell!.response.count, cell!.service.count]).toEqual([null, 1, 1])
})

test('a second of the generator has the starts of all phases that found a slot; what waited is the target', () => {
  const records = new RunRecords()
  const recorder = openRecorder(records)
  recorder.begun(iteration({ scheduledMs: 0, startedMs: 7, phase: 'warmup' }), true)
  recorder.begun(iteration({ scheduledMs: 100, startedMs: 102 }), true)
  recorder.begun(iteration({ scheduledMs: 200, startedMs: 900 }), false)
  recorder.held(0, 5)
  recorder.held(100, 3)
  const process = { lengthMs: 1000, loopDelay: null, utilization: 0.2, cpu: 0.3 }
  const gc = { totalMs: 0, maxMs: 0 }
  records.generator.closeSecond({ ...process, gc }, 80, { started: 3, dropped: 1 })
  records.generator.closeSecond({ ...process, gc }, 80, { started: 0, dropped: 0 })
  const [first, second] = records.generator.seconds
  expect(first).toMatchObject({ second: 0, lateness_max_ms: 7, sync_total_ms: 8, sync_max_ms: 5, dropped: 1 })
  expect(first).toMatchObject({ cpu: 0.3, event_loop_utilization: 0.2, rss_bytes: 80, achieved_starts: 3 })
  expect(second).toMatchObject({ second: 1, lateness_max_ms: null, sync_total_ms: null, sync_max_ms: null })
  // Between a warm-up and the rest, and across a start that waited, there is no gap to speak of.
  recorder.begun(iteration({ scheduledMs: 1000, startedMs: 1000 }), true)
  expect(InterArrivals.summary([recorder.interArrivals!])).toBeNull()
  recorder.begun(iteration({ scheduledMs: 1010, startedMs: 1010 }), true)
  expect(InterArrivals.summary([recorder.interArrivals!])).toMatchObject({ count: 1, max_ms: 10 })
  // Of the run as a whole, only what is past the warm-up.
  expect([recorder.syncTime!.count, recorder.generatorLateness!.count]).toEqual([1, 3])
})

test('a closed load has no plan to fall behind', () => {
  const { interArrivals, syncTime } = new Recorder(
    planOf({ executor: 'shared-iterations', iterations: 2 }),
    Infinity,
    new RunRecords(),
  )
  expect([interArrivals, syncTime]).toEqual([null, null])
})
