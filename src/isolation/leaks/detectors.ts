import { childProcess } from './detectors/child-process.ts'
import { environment } from './detectors/environment.ts'
import { fakeTimers } from './detectors/fake-timers.ts'
import { file } from './detectors/file.ts'
import { global } from './detectors/global.ts'
import { heap } from './detectors/heap.ts'
import { immediate } from './detectors/immediate.ts'
import { listener } from './detectors/listener.ts'
import { message } from './detectors/message.ts'
import { messagePort } from './detectors/message-port.ts'
import { rejection } from './detectors/rejection.ts'
import { server } from './detectors/server.ts'
import { socket } from './detectors/socket.ts'
import { timer } from './detectors/timer.ts'
import { udpSocket } from './detectors/udp-socket.ts'
import { watcher } from './detectors/watcher.ts'
import { worker } from './detectors/worker.ts'
import type { LeakDetector } from './leak-detector.ts'

/** All detectors, in the order in which they begin: those that compare come after those that change what they compare. */
export const detectors = [
  timer,
  server,
  socket,
  udpSocket,
  file,
  watcher,
  childProcess,
  worker,
  messagePort,
  rejection,
  fakeTimers,
  environment,
  listener,
  global,
  // Changes nothing before the run is over.
  immediate,
  message,
  heap,
] as const satisfies readonly LeakDetector[]

export type LeakKind = (typeof detectors)[number]['kind']
