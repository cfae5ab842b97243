import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { UnsyncedFiles } from '../../../../src/chaos/storage/unsynced-files.ts'
import type { RunClock } from '../../../../src/foundation/run-clock.ts'
import { agentMessages } from '../../../../src/queue/agent-messages.ts'
import { runVirtually } from '../../../support/virtual-run.ts'
import { QueueOnFiles } from './queue-on-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'ack-before-sync-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** 100 messages, 10 ms apart; the power fails after 55 of them. */
async function runOn(syncs: 'each' | 'later', faults?: readonly object[]) {
  const path = join(folder, 'log')
  writeFileSync(path, '')
  const { metrics } = await runVirtually<QueueOnFiles>(
    {
      load: { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 1_000, agents: 2 },
      data: agentMessages(),
      target: ({ clock }: { clock: RunClock }) => new QueueOnFiles(new UnsyncedFiles(), path, syncs, clock),
      guarantees: ['atLeastOnce'],
      ...(faults && { faults, faultPoints: ({ files }: QueueOnFiles) => ({ disk: files }) }),
    },
    ({ target, iteration }) => target.send(iteration.message as never),
  )
  return metrics
}

const powerFails = [{ kind: 'lost-unsynced-writes', at: { operations: 55 } }]

test('a queue that accepts before it syncs loses what it accepted, and the run fails', async () => {
  const metrics = await runOn('later', powerFails)
  expect(metrics.faults!.schedule).toMatchObject([{ kind: 'lost-unsynced-writes', on: 'disk', fired: 1 }])
  expect(metrics.verdict).toBe('fail')
  expect(metrics.guarantees!.ledger).toMatchObject({ accepted: 100, lost: 13 })
})

test('one that syncs first loses nothing under the same fault', async () => {
  const metrics = await runOn('each', powerFails)
  expect(metrics.faults!.schedule).toMatchObject([{ fired: 1 }])
  expect(metrics.verdict).toBe('pass')
})

test('and without the fault neither does', async () => {
  expect((await runOn('later')).verdict).toBe('pass')
})
