import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { FaultyClock } from '../../../../src/chaos/clock/faulty-clock.ts'
import type { FaultDefinition, FaultSize } from '../../../../src/chaos/fault.ts'
import { faults } from '../../../../src/chaos/faults.ts'
import { ManagedProcess } from '../../../../src/chaos/process/managed-process.ts'
import { UnsyncedFiles } from '../../../../src/chaos/storage/unsynced-files.ts'
import { realClock, sleep, type Clock } from '../../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../../src/foundation/virtual-clock.ts'
import { heldHeapBytes } from '../../../support/collect-heap.ts'
import { openFault, type OpenedFault } from '../../../support/open-fault.ts'
import { childrenOf, processState } from '../../../support/process-state.ts'

const folder = mkdtempSync(join(tmpdir(), 'faults-'))
const before = childrenOf(process.pid)
let managed: ManagedProcess | null = null

afterEach(async () => {
  await managed?.stop()
  managed = null
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  expect(childrenOf(process.pid).filter((pid) => !before.includes(pid))).toEqual([])
})

/** A clock on which every timer that is set, and neither fired nor cancelled, is known. */
class CountingClock extends VirtualClock {
  pending = 0

  override after(delayMs: number, callback: () => void): () => void {
    this.pending++
    let isPending = true
    const over = (): void => {
      if (isPending) this.pending--
      isPending = false
    }
    const cancel = super.after(delayMs, () => {
      over()
      callback()
    })
    return () => {
      over()
      cancel()
    }
  }
}

interface Row {
  parameters?: Record<string, unknown>
  /** On the clock of the machine: processes know no other. */
  isReal?: boolean
  makePoint?(clock: Clock): unknown
  /** What is to be seen while it is open; and passes what time it needs. */
  whileOpen?(point: never, clock: CountingClock): unknown
  afterwards?(point: never): unknown
  sizes(sizes: readonly (FaultSize | null)[]): unknown
}

const stubborn = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready')`
const startProcess = async (): Promise<ManagedProcess> =>
  (managed = await ManagedProcess.start({
    command: process.execPath,
    args: ['-e', stubborn],
    ready: /ready/,
    stopGraceMs: 20,
  }))
const isBack = (point: ManagedProcess): void =>
  expect([point.state, point.starts, processState(point.pid!) !== null]).toEqual(['running', 2, true])
const pass = (clock: CountingClock, ms: number): Promise<void> => clock.run(sleep(clock, ms))

const rows: Record<string, Row> = {
  'event-loop-stall': {
    parameters: { stallMs: 15, everyMs: 100 },
    whileOpen: (_point, clock) => pass(clock, 350),
    sizes(sizes) {
      expect(sizes.length).toBe(4)
      for (const size of sizes) {
        expect(size).toMatchObject({ name: 'stallMs', asked: 15 })
        expect(size!.seen).toBeGreaterThanOrEqual(15)
      }
    },
  },
  'microtask-flood': {
    parameters: { microtasks: 5_000, everyMs: 10 },
    whileOpen: (_point, clock) => pass(clock, 25),
    sizes: (sizes) =>
      expect(sizes).toEqual([1, 2, 3].map(() => ({ name: 'microtasks', asked: 5_000, seen: 5_000 }))),
  },
  'heap-pressure': {
    parameters: { ballastMb: 16, churnMbPerSecond: 10 },
    makePoint: () => ({ before: heldHeapBytes() }),
    async whileOpen(point: { before: number }, clock) {
      await pass(clock, 500)
      expect(heldHeapBytes() - point.before).toBeGreaterThan(15.5 * 2 ** 20)
    },
    afterwards: (point: { before: number }) =>
      expect(heldHeapBytes() - point.before).toBeLessThan(2 * 2 ** 20),
    sizes: (sizes) => expect(sizes).toEqual([{ name: 'ballastMb', asked: 16, seen: 16 }]),
  },
  'clock-jump': {
    parameters: { byMs: -90_000 },
    makePoint: (clock) => new FaultyClock(clock),
    whileOpen: (point: FaultyClock, clock) => expect(point.now()).toBe(clock.now() - 90_000),
    afterwards: (point: FaultyClock) => expect(point.isRight).toBe(true),
    sizes: (sizes) => expect(sizes).toEqual([{ name: 'byMs', asked: -90_000, seen: -90_000 }]),
  },
  'clock-skew': {
    parameters: { rate: 0.5 },
    makePoint: (clock) => new FaultyClock(clock),
    async whileOpen(point: FaultyClock, clock) {
      const [shown, passed] = [point.now(), clock.now()]
      await pass(clock, 400)
      expect((point.now() - shown) / (clock.now() - passed)).toBe(0.5)
    },
    afterwards: (point: FaultyClock) => expect(point.isRight).toBe(true),
    sizes: (sizes) => expect(sizes).toEqual([null]),
  },
  'clock-freeze': {
    makePoint: (clock) => new FaultyClock(clock),
    async whileOpen(point: FaultyClock, clock) {
      const shown = point.now()
      await pass(clock, 400)
      expect(point.now()).toBe(shown)
    },
    afterwards: (point: FaultyClock) => expect(point.isRight).toBe(true),
    sizes: (sizes) => expect(sizes).toEqual([null]),
  },
  'kill-and-restart': {
    parameters: { downtimeMs: 40 },
    isReal: true,
    makePoint: startProcess,
    whileOpen: (point: ManagedProcess) => expect.poll(() => point.state).toBe('running'),
    afterwards: isBack,
    sizes([size]) {
      expect(size).toMatchObject({ name: 'downtimeMs', asked: 40 })
      expect(size!.seen).toBeGreaterThanOrEqual(39)
    },
  },
  'pause-and-continue': {
    isReal: true,
    makePoint: startProcess,
    whileOpen: (point: ManagedProcess) => expect.poll(() => processState(point.pid!)).toBe('T'),
    afterwards: (point: ManagedProcess) => expect.poll(() => processState(point.pid!)).toMatch(/[SR]/),
    sizes: (sizes) => expect(sizes).toEqual([null]),
  },
  'graceful-stop': {
    parameters: { graceMs: 30 },
    isReal: true,
    makePoint: startProcess,
    afterwards: isBack,
    sizes([size]) {
      // It does not hear SIGTERM, so that it has all of its grace.
      expect(size).toMatchObject({ name: 'graceMs', asked: 30 })
      expect(size!.seen).toBeGreaterThanOrEqual(29)
    },
  },
  'lost-unsynced-writes': {
    async makePoint() {
      const files = new UnsyncedFiles()
      await files.writeFile(join(folder, 'log'), 'twelve bytes')
      return files
    },
    afterwards: () => expect(readFileSync(join(folder, 'log'), 'utf8')).toBe(''),
    sizes: (sizes) => expect(sizes).toEqual([{ name: 'lostBytes', asked: 12, seen: 12 }]),
  },
}

const definitions = new Map<string, FaultDefinition>(faults.map((fault) => [fault.kind, fault]))

test('every fault of processes, runtime, clocks and storage is here', () => {
  const layers = ['process', 'runtime', 'clock', 'storage']
  const kinds = [...definitions.values()]
    .filter(({ layer }) => layers.includes(layer))
    .map(({ kind }) => kind)
  expect(Object.keys(rows).sort()).toEqual(kinds.sort())
})

describe('fires, of the size that was asked, and leaves nothing behind once it is healed:', () => {
  test.each(Object.entries(rows))('%s', async (kind, row) => {
    const virtual = new CountingClock()
    const onClock = <T>(work: Promise<T>): Promise<T> => (row.isReal ? work : virtual.run(work))
    const clock = row.isReal ? realClock : virtual
    const point = (await row.makePoint?.(clock)) as never
    const opening = openFault(definitions.get(kind)!, { point, parameters: row.parameters ?? {}, clock })
    const fault: OpenedFault = await onClock(opening)
    await row.whileOpen?.(point, virtual)
    await onClock(fault.heal())
    await row.afterwards?.(point)
    row.sizes(fault.fired)
    expect(virtual.pending).toBe(0)
  })
})

test('pressure of nothing is none', async () => {
  const clock = new VirtualClock()
  const parameters = { ballastMb: 0, churnMbPerSecond: 0 }
  const fault = await clock.run(openFault(definitions.get('heap-pressure')!, { parameters, clock }))
  await clock.run(fault.heal())
  expect(fault.fired).toEqual([])
})

test.each([
  ['nobody uses', false, []],
  ['a queue has synced', true, [{ name: 'lostBytes', asked: 0, seen: 0 }]],
])('a power failure of files that %s', async (_, isUsed, expected) => {
  const files = new UnsyncedFiles()
  if (isUsed) {
    const file = await files.open(join(folder, 'synced'), 'w')
    await file.writeFile('twelve bytes')
    await file.sync()
  }
  const fault = await openFault(definitions.get('lost-unsynced-writes')!, { point: files, clock: realClock })
  await fault.heal()
  expect(fault.fired).toEqual(expected)
})

test('what chaos draws for them is what they accept', () => {
  for (const kind of Object.keys(rows)) {
    const definition = definitions.get(kind)!
    for (const draw of [0, 0.3, 0.9999]) {
      for (const [name, value] of Object.entries(definition.sample?.(() => draw) ?? {})) {
        const schema = definition.parameters[name] as unknown as {
          safeParse(given: unknown): { success: boolean }
        }
        expect([kind, name, value, schema.safeParse(value).success]).toEqual([kind, name, value, true])
      }
    }
  }
})

test('a killed process that is healed before its time comes back at once', async () => {
  const point = await startProcess()
  const fault = await openFault(definitions.get('kill-and-restart')!, {
    point,
    parameters: { downtimeMs: 3_600_000 },
    clock: realClock,
  })
  expect(point.state).toBe('down')
  await fault.heal()
  isBack(point)
})

test('a process that was stopped for good meanwhile stays so', async () => {
  const point = await startProcess()
  const fault = await openFault(definitions.get('kill-and-restart')!, { point, clock: realClock })
  await point.stop()
  await fault.heal()
  expect([point.state, point.pid]).toEqual(['stopped', null])
})
