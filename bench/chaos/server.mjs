// What stands at both ends and between them, each in a process of its own, so that none is measured with another: `echo`
// answers every byte, `relay` is two pipes, `proxy` is ours. Tells its port, and ends with its parent.
import { connect, createServer } from 'node:net'
import { TcpProxy } from '../../dist/chaos.js'

const [kind, to] = process.argv.slice(2)
process.on('disconnect', () => process.exit())
// Its own CPU time so far, whenever it is asked.
process.on('message', () => process.send({ cpu: process.cpuUsage() }))

if (kind === 'proxy') {
  const { port } = await TcpProxy.start({ to: Number(to) })
  process.send({ port })
} else {
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {})
    if (kind === 'echo') return socket.pipe(socket)
    const onward = connect({ port: Number(to), host: '127.0.0.1', noDelay: true, allowHalfOpen: true })
    onward.on('error', () => {})
    socket.pipe(onward)
    onward.pipe(socket)
  })
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
}
