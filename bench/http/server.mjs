// A server that costs as little as one can in Node, so that the client is what is measured: it looks for the end of each
// request and sends the same bytes. Tells its port, and ends with its parent.
import { createServer } from 'node:net'

const body = JSON.stringify({ id: 42, name: 'a product', price: 12.5, tags: ['one', 'two', 'three'] })
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
)
const end = Buffer.from('\r\n\r\n')
const server = createServer({ noDelay: true }, (socket) => {
  socket.on('data', (chunk) => {
    for (let at = chunk.indexOf(end); at >= 0; at = chunk.indexOf(end, at + 4)) socket.write(answer)
  })
  socket.on('error', () => socket.destroy())
})
server.listen(0, '127.0.0.1', () => process.send(server.address().port))
process.on('disconnect', () => process.exit())
