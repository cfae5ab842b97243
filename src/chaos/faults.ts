import { ackDoubled } from './faults/ack-doubled.ts'
import { ackLate } from './faults/ack-late.ts'
import { ackLost } from './faults/ack-lost.ts'
import { consumerCrash } from './faults/consumer-crash.ts'
import { corrupt } from './faults/corrupt.ts'
import { delay } from './faults/delay.ts'
import { drop } from './faults/drop.ts'
import { duplicate } from './faults/duplicate.ts'
import { failAfterEffect } from './faults/fail-after-effect.ts'
import { failBeforeEffect } from './faults/fail-before-effect.ts'
import { hang } from './faults/hang.ts'
import { misroute } from './faults/misroute.ts'
import { noOp } from './faults/no-op.ts'
import { tcpBandwidth } from './faults/tcp-bandwidth.ts'
import { tcpBlackHole } from './faults/tcp-black-hole.ts'
import { tcpLatency } from './faults/tcp-latency.ts'
import { tcpLimit } from './faults/tcp-limit.ts'
import { tcpOneWayPartition } from './faults/tcp-one-way-partition.ts'
import { tcpRefuse } from './faults/tcp-refuse.ts'
import { tcpReset } from './faults/tcp-reset.ts'
import { tcpSlicer } from './faults/tcp-slicer.ts'
import { tcpSlowClose } from './faults/tcp-slow-close.ts'
import { poisonMessage } from './faults/poison-message.ts'
import { prematureAck } from './faults/premature-ack.ts'
import { priorityFlip } from './faults/priority-flip.ts'
import { queueSaturation } from './faults/queue-saturation.ts'
import { reject } from './faults/reject.ts'
import { reorder } from './faults/reorder.ts'
import { throttle } from './faults/throttle.ts'
import { clockFreeze } from './faults/clock-freeze.ts'
import { clockJump } from './faults/clock-jump.ts'
import { clockSkew } from './faults/clock-skew.ts'
import { eventLoopStall } from './faults/event-loop-stall.ts'
import { gracefulStop } from './faults/graceful-stop.ts'
import { heapPressure } from './faults/heap-pressure.ts'
import { killAndRestart } from './faults/kill-and-restart.ts'
import { lostUnsyncedWrites } from './faults/lost-unsynced-writes.ts'
import { microtaskFlood } from './faults/microtask-flood.ts'
import { pauseAndContinue } from './faults/pause-and-continue.ts'

/** Every kind of fault. A new one is a file and a line here. */
export const faults = [
  noOp,
  tcpBandwidth,
  tcpBlackHole,
  tcpLatency,
  tcpLimit,
  tcpOneWayPartition,
  tcpRefuse,
  tcpReset,
  tcpSlicer,
  tcpSlowClose,
  failBeforeEffect,
  failAfterEffect,
  hang,
  delay,
  drop,
  duplicate,
  reorder,
  misroute,
  corrupt,
  priorityFlip,
  reject,
  throttle,
  queueSaturation,
  ackLost,
  ackLate,
  ackDoubled,
  prematureAck,
  consumerCrash,
  poisonMessage,
  clockFreeze,
  clockJump,
  clockSkew,
  eventLoopStall,
  gracefulStop,
  heapPressure,
  killAndRestart,
  lostUnsyncedWrites,
  microtaskFlood,
  pauseAndContinue,
] as const
