import type { Socket } from 'node:net'

/** A line is one JSON object; a chunk of bytes may hold several, or a part of one. */
export function onJsonLine(socket: Socket, listener: (value: never) => void): void {
  let begun = ''
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    const lines = (begun + text).split('\n')
    begun = lines.pop()!
    for (const line of lines) listener(JSON.parse(line) as never)
  })
}

export function writeJsonLine(socket: Socket, value: object): void {
  if (socket.writable) socket.write(`${JSON.stringify(value)}\n`)
}
