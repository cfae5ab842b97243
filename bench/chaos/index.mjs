// What a proxy without a fault costs, beside a bare relay of two pipes and beside no proxy: `npm run build && node
// bench/chaos/index.mjs [seconds] [rounds]`. Messages of 128 bytes go to an echo server and back, one after the other on
// one connection (latency) and one at a time on each of 16 (messages per second), and as many bytes as can be on one. Rounds
// alternate; server, relay and proxy run in processes of their own. Prints medians and ratios as JSON; `cpuMs` is the CPU
// time of relay or proxy per 10,000 messages, or per 100 MB, which holds also on a busy machine. `in process`: the kit's
// processor under load with a fault that is not open, beside none.
import { fork } from 'node:child_process'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { inProcess } from './in-process.mjs'

const [seconds = 1, rounds = 7] = process.argv.slice(2).map(Number)
const message = Buffer.alloc(128, 'm')
const block = Buffer.alloc(65_536, 'b')

const echo = await start('echo')
const relay = await start('relay', String(echo.port))
const proxy = await start('proxy', String(echo.port))
const ways = { direct: echo, relay, proxy }
const loads = { 'one connection': () => pingPong(1), '16 connections': () => pingPong(16), bulk }

const results = {}
for (const [load, makeLoad] of Object.entries(loads)) {
  const measured = Object.fromEntries(Object.keys(ways).map((way) => [way, []]))
  for (let round = 0; round <= rounds; round++) {
    const order = Object.entries(ways)
    const first = round % order.length
    for (const [way, server] of [...order.slice(first), ...order.slice(0, first)]) {
      const before = await server.cpuMs()
      const figures = await makeLoad()(server.port)
      // The first round warms up.
      if (round > 0)
        measured[way].push({ ...figures, cpuMs: ((await server.cpuMs()) - before) / figures.units })
    }
  }
  const figures = Object.keys(measured.direct[0]).filter((name) => name !== 'units')
  results[load] = {
    ...Object.fromEntries(
      Object.entries(measured).map(([way, values]) => [way, mediansOf(values, figures, way !== 'direct')]),
    ),
    'proxy to relay': ratios(measured, 'relay', figures),
    'proxy to direct': ratios(
      measured,
      'direct',
      figures.filter((name) => name !== 'cpuMs'),
    ),
  }
}
for (const { end } of Object.values(ways)) end()
results['in process'] = await inProcess(rounds)
console.log(JSON.stringify({ node: process.version, seconds, rounds, results }, null, 2))

/** Each of `count` connections sends a message when it has the one before back. */
function pingPong(count) {
  return async (port) => {
    const latencies = []
    const startMs = performance.now()
    const endMs = startMs + seconds * 1000
    await Promise.all(Array.from({ length: count }, () => one(port, endMs, latencies)))
    const elapsedSeconds = (performance.now() - startMs) / 1000
    latencies.sort((a, b) => a - b)
    return {
      perSecond: latencies.length / elapsedSeconds,
      p50Us: latencies[Math.floor(latencies.length * 0.5)] * 1000,
      p99Us: latencies[Math.floor(latencies.length * 0.99)] * 1000,
      units: latencies.length / 10_000,
    }
  }
}

function one(port, endMs, latencies) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let sentMs = 0
    let left = 0
    const send = () => {
      left = message.length
      sentMs = performance.now()
      socket.write(message)
    }
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('close', resolve)
    socket.on('data', (chunk) => {
      left -= chunk.length
      if (left > 0) return
      const nowMs = performance.now()
      latencies.push(nowMs - sentMs)
      if (nowMs < endMs) send()
      else socket.end()
    })
  })
}

/** As many bytes as come back in the time. */
function bulk() {
  return async (port) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let bytes = 0
    socket.on('data', (chunk) => (bytes += chunk.length))
    const startMs = performance.now()
    const closed = new Promise((resolve, reject) => socket.on('close', resolve).on('error', reject))
    const send = () => {
      while (performance.now() < startMs + seconds * 1000) if (!socket.write(block)) return
      socket.end()
    }
    socket.on('connect', send).on('drain', send)
    await closed
    return { mbPerSecond: bytes / 1e3 / (performance.now() - startMs), units: bytes / 1e8 }
  }
}

async function start(kind, to = '') {
  const child = fork(fileURLToPath(new URL('./server.mjs', import.meta.url)), [kind, to])
  const next = () => new Promise((resolve) => child.once('message', resolve))
  const { port } = await next()
  return {
    port,
    async cpuMs() {
      const answer = next()
      child.send('cpu')
      const { user, system } = (await answer).cpu
      return (user + system) / 1000
    },
    end: () => child.disconnect(),
  }
}

function mediansOf(values, figures, hasCpu) {
  return Object.fromEntries(
    figures
      .filter((name) => hasCpu || name !== 'cpuMs')
      .map((name) => [name, Number(median(values.map((value) => value[name])).toPrecision(4))]),
  )
}

/** Of the figures of each round, by the median: what slows a whole round down slows both. */
function ratios(measured, peer, figures) {
  return Object.fromEntries(
    figures.map((name) => [
      name,
      Number(
        median(measured.proxy.map((value, round) => value[name] / measured[peer][round][name])).toFixed(3),
      ),
    ]),
  )
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
