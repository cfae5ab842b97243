// Ways to send requests, each as a loop of `connections` callers until `endMs`. Each counts only answers of status 200.
import { Client } from 'undici'
import { httpClient } from '../../dist/http.js'

const headers = []

const soon = Promise.resolve()

/** Bare `dispatch` of undici: callbacks, nothing kept, a connection for each caller, the next request from within the last callback. */
export const bareUndici = bareWith((next) => next())

/**
 * The same, a microtask later, which is the soonest that who awaits an answer can send again. undici then lets the event loop
 * turn once more before it uses the connection, to hear whether it was closed.
 */
export const bareUndiciLater = bareWith((next) => void soon.then(next))

function bareWith(goOn) {
  return (load) => dispatchWith(goOn, load)
}

async function dispatchWith(goOn, { url, connections, endMs }) {
  const clients = Array.from({ length: connections }, () => new Client(url))
  const counts = await Promise.all(
    clients.map(
      (client) =>
        new Promise((resolve, reject) => {
          let count = 0
          let status = 0
          const handler = {
            onRequestStart() {},
            onResponseStart(_, code) {
              status = code
            },
            onResponseData() {},
            onResponseEnd() {
              if (status === 200) count++
              if (performance.now() < endMs) goOn(next)
              else resolve(count)
            },
            onResponseError: (_, error) => reject(error),
          }
          const next = () => client.dispatch({ path: '/', method: 'GET', headers }, handler)
          next()
        }),
    ),
  )
  await Promise.all(clients.map((client) => client.close()))
  return sum(counts)
}

/** `request` of undici, with its body read. */
export async function undiciRequest({ url, connections, endMs }) {
  const clients = Array.from({ length: connections }, () => new Client(url))
  const counts = await Promise.all(
    clients.map(async (client) => {
      let count = 0
      while (performance.now() < endMs) {
        const { statusCode, body } = await client.request({ path: '/', method: 'GET' })
        await body.arrayBuffer()
        if (statusCode === 200) count++
      }
      return count
    }),
  )
  await Promise.all(clients.map((client) => client.close()))
  return sum(counts)
}

/** Ours: a promise for each request, whole bodies, timings, counters by status. */
export function ours(transport) {
  return async ({ url, connections, endMs }) => {
    const client = httpClient({ baseUrl: url, connections, transport })
    await Promise.all(
      Array.from({ length: connections }, async () => {
        while (performance.now() < endMs) await client.get('/')
      }),
    )
    const count = client.stats().statuses[200]
    await client.close()
    return count
  }
}

/** autocannon, which takes whole seconds. */
export function autocannonWith(autocannon) {
  return async ({ url, connections, seconds }) => {
    const result = await autocannon({ url, connections, duration: seconds, sampleInt: 1000 })
    return result['2xx']
  }
}

const sum = (values) => values.reduce((total, value) => total + value, 0)
