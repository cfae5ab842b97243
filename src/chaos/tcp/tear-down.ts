import type { Socket } from 'node:net'

/** Ends a connection with a reset (RST), at once and whatever is still to be written. */
export function tearDown(socket: Socket): void {
  // The system refuses a reset while an end (FIN) is on its way out, and the socket would then never close.
  const isEnding = socket.writableEnded && !socket.writableFinished && socket.writableLength === 0
  // One that is still connecting would wait for that first.
  if (socket.connecting || isEnding) socket.destroy()
  else socket.resetAndDestroy()
}
