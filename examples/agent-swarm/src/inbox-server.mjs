// A message server of the swarm: one JSON object a line, each put into its agent's inbox and then answered. It prints the
// port that it was given. Plain JavaScript, so that Node runs it as it is.
import { createServer } from 'node:net'

const inboxes = new Map()

const server = createServer((socket) => {
  let begun = ''
  socket.setEncoding('utf8')
  socket.on('error', () => socket.destroy())
  socket.on('data', (text) => {
    const lines = (begun + text).split('\n')
    begun = lines.pop()
    for (const line of lines) {
      const { request, message } = JSON.parse(line)
      socket.write(`${JSON.stringify({ request, inbox: deliver(message) })}\n`)
    }
  })
})

/** How many messages the inbox holds then. */
function deliver(message) {
  const inbox = inboxes.get(message.recipient) ?? []
  inboxes.set(message.recipient, inbox)
  return inbox.push(message)
}

server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`))
