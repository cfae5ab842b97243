import { accountDeliveries } from '../check/delivery-account.ts'
import type { Evidence, RecordedHistory } from '../check/evidence.ts'
import type { Observation } from '../observe/observe.ts'
import type { HistoryLog, LoggedOperation } from '../record/history-log.ts'

/** What a finished run saw, for guarantees to be judged on. */
export function gatherEvidence(observation: Observation, drained: boolean): Evidence {
  const { ledger, log, place, knowsInboxes, capabilities, label } = observation
  const account = accountDeliveries(ledger, drained, observation.evidence(), {
    message: label,
    inboxes: knowsInboxes,
  })
  const history = log && recordedHistory(log, drained, label)
  return { place, knowsInboxes, capabilities, account, history }
}

function recordedHistory(
  log: HistoryLog,
  drained: boolean,
  label: RecordedHistory['label'],
): RecordedHistory {
  let operations: LoggedOperation[] | null = null
  return {
    size: log.size,
    get operations() {
      operations ??= log.operations()
      return operations
    },
    missed: log.missed,
    drained,
    label,
  }
}
