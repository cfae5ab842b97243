// Runs in a thread of its own, beside work that may block.
import { workerData } from 'node:worker_threads'
import { realClock, sleep } from '../foundation/clock.ts'

const lookMs = 500

const watched = workerData as { parent: number } | null
if (watched !== null) {
  // The process of an orphan has another parent.
  while (process.ppid === watched.parent) await sleep(realClock, lookMs)
  process.kill(process.pid, 'SIGKILL')
}
