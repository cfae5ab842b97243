import { sleep } from '../../../src/foundation/clock.ts'
import { HistoryRecorder } from '../support/history-recorder.ts'
import type { LogMiniature } from '../support/miniature.ts'
import { readToEnd } from '../support/read-to-end.ts'

const perTransaction = 3
const endOf = (transaction: number): 'commit' | 'abort' => (transaction % 3 === 2 ? 'abort' : 'commit')

/** The end of a transaction, sent again over another connection, arrives while the next one is open, and ends that. */
export const lateCommitHitsNextTransaction: LogMiniature = {
  name: 'late-commit-hits-next-transaction',
  source: 'Kafka transaction protocol: jepsen.io/analyses/bufstream-0.1.0 (answered by KIP-890)',
  drawFaults: (random) => [
    // A commit that is followed by an abort, and an abort that is followed by a commit.
    { kind: 'late-end', at: 3 * random.integer(0, 2) + 1, lastsMs: random.integer(1, 2) + 0.5 },
    { kind: 'late-end', at: 3 * random.integer(0, 2) + 2, lastsMs: random.integer(1, 2) + 0.5 },
  ],
  expected: { verdict: 'fail', violations: { log: ['abortedRead', 'lost', 'pollSkip'] } },
  load: { producers: 1, messages: 36 },
  async play({ bug, clock, faults, size }) {
    const log = new TransactionLog(bug)
    const recorder = new HistoryRecorder(clock)
    const produce = async (): Promise<void> => {
      for (let transaction = 0; transaction * perTransaction < size.messages; transaction++) {
        const sent = []
        const first = transaction * perTransaction
        for (let i = 0; i < Math.min(perTransaction, size.messages - first); i++) {
          const value = `producer-1:${first + i}`
          const end = recorder.begin(`producer-1 slot ${i}`, 'enqueue', value)
          sent.push({ end, offset: log.append(value, transaction) })
          await sleep(clock, 1)
        }
        const how = endOf(transaction)
        const late = faults.strike('late-end', transaction)
        if (late) clock.after(late.lastsMs, () => log.end(transaction, how))
        log.end(transaction, how)
        for (const { end, offset } of sent)
          end(how === 'commit' ? 'ok' : 'fail', how === 'commit' ? { offset } : {})
      }
    }
    const next = (from: number) => log.next(from)
    await readToEnd({ clock, recorder, everyMs: 0.25, next }, produce())
    return recorder.events
  },
}

class TransactionLog {
  readonly #bug: boolean
  readonly #entries: { value: string; transaction: number; state: 'open' | 'commit' | 'abort' }[] = []

  constructor(bug: boolean) {
    this.#bug = bug
  }

  append(value: string, transaction: number): number {
    return this.#entries.push({ value, transaction, state: 'open' }) - 1
  }

  /** What it ends is whatever is open, unless it says which transaction it means. */
  end(transaction: number, how: 'commit' | 'abort'): void {
    for (const entry of this.#entries) {
      if (entry.state === 'open' && (this.#bug || entry.transaction === transaction)) entry.state = how
    }
  }

  /** The first committed entry from `from` on, before anything that is open. */
  next(from: number): { value: string; offset: number } | undefined {
    const offset = this.#entries.findIndex(({ state }, place) => place >= from && state !== 'abort')
    const entry = this.#entries[offset]
    return entry?.state === 'commit' ? { value: entry.value, offset } : undefined
  }
}
