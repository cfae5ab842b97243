import { ackBeforeFsync } from './bugs/ack-before-fsync.ts'
import { ackBeforeProcess } from './bugs/ack-before-process.ts'
import { claimWithoutCount } from './bugs/claim-without-count.ts'
import { claimedBeforeLocked } from './bugs/claimed-before-locked.ts'
import { emptySnapshotOnFailover } from './bugs/empty-snapshot-on-failover.ts'
import { etaBeyondVisibility } from './bugs/eta-beyond-visibility.ts'
import { failoverBeforeReplication } from './bugs/failover-before-replication.ts'
import { inSyncSetOfOne } from './bugs/in-sync-set-of-one.ts'
import { lateCommitHitsNextTransaction } from './bugs/late-commit-hits-next-transaction.ts'
import { lockOutlivesWorker } from './bugs/lock-outlives-worker.ts'
import { lockedRowPassedOver } from './bugs/locked-row-passed-over.ts'
import { mirrorDroppedOnHeal } from './bugs/mirror-dropped-on-heal.ts'
import { newLeaderReusesOffsets } from './bugs/new-leader-reuses-offsets.ts'
import { stalledJobProcessedTwice } from './bugs/stalled-job-processed-twice.ts'
import type { Miniature } from './support/miniature.ts'

/** Bugs that real systems had, each in a small system of its own. */
export const bugs: readonly Miniature[] = [
  ackBeforeProcess,
  stalledJobProcessedTwice,
  claimedBeforeLocked,
  ackBeforeFsync,
  mirrorDroppedOnHeal,
  failoverBeforeReplication,
  claimWithoutCount,
  etaBeyondVisibility,
  lockedRowPassedOver,
  lockOutlivesWorker,
  newLeaderReusesOffsets,
  lateCommitHitsNextTransaction,
  inSyncSetOfOne,
  emptySnapshotOnFailover,
]
