import { beforeAll, expect, test } from 'vitest'
import { scenarioOf, testOf } from './support/read-results.ts'
import { header, runProject, type ProjectRun } from './support/run-project.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'stress/http.stress.ts': `/* @stress-isolation fenced */ ${header}
import { createServer } from 'node:http'
import { httpClient, httpMetrics } from 'vitest-stress/http'
const server = createServer((request, response) => {
  const [, status, text] = request.url.split('/')
  response.writeHead(Number(status)).end(text)
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())
const baseUrl = 'http://127.0.0.1:' + server.address().port
const load = { executor: 'shared-iterations', iterations: 40, concurrency: 4 }
const clients = {}
for (const transport of ['direct', 'undici']) {
  const http = httpMetrics({ statuses: [503] })
  const target = () => clients[transport] = httpClient({ baseUrl, transport, metrics: http })
  const metrics = { ...http }
  const budgets = { metrics: { httpFailed: { max: 0 }, http2xx: { min: 40 }, httpEnd: { p99: { max: 30_000 } } } }
  stressTest('kept over ' + transport, { load, target, metrics, budgets }, ({ target, iteration }) => target.get('/200/ok', { signal: iteration.signal }))
  stressTest('every fourth is busy over ' + transport, { load, target, metrics, budgets: { successRate: { min: 0.7 }, metrics: { http503: { max: 5 } } } },
    ({ target, iteration }) => target.get(iteration.index % 4 === 0 ? '/503/busy' : '/200/ok'))
  stressTest('metrics that nobody names over ' + transport, { load, target }, ({ target }) => target.get('/200/ok'))
  test('closed by the run over ' + transport, () => expect(clients[transport].get('/200/ok')).rejects.toThrow('GET /200/ok: the client was closed'))
}
stressTest('a body that is wrong', { load, target: () => httpClient({ baseUrl, check: (response) => response.text() === 'ok' }) }, ({ target }) => target.get('/200/no'))
stressTest('wrong options', { load, target: () => httpClient({ baseUrl: 'shop', conections: 5 }) }, ({ target }) => target.get('/'))
`,
  })
})

test.each(['direct', 'undici'])(
  'over %s the figures are metrics of the scenario, with budgets',
  (transport) => {
    const scenario = scenarioOf(run, `kept over ${transport}`)
    expect(scenario, JSON.stringify(scenario.problems)).toMatchObject({
      verdict: 'pass',
      success_count: 40,
      metrics: {
        httpFailed: { hits: 0, samples: 40 },
        http2xx: { value: 40 },
        http5xx: { value: 0 },
        http503: { value: 0 },
        httpReconnects: { value: 0 },
        httpEnd: { unit: 'ms', count: 40 },
        httpFirstByte: { unit: 'ms', count: 40 },
        httpQueued: { unit: 'ms', count: 40 },
        httpConnect: { unit: 'ms', count: 4 },
      },
    })
  },
)

test.each(['direct', 'undici'])(
  'over %s a status that was not expected fails its iteration, and is counted',
  (transport) => {
    const name = `every fourth is busy over ${transport}`
    expect(scenarioOf(run, name)).toMatchObject({
      verdict: 'fail',
      success_count: 30,
      failures: [{ reason: 'http 503', count: 10, example: 'GET /503/busy: expected 2xx, got 503 ("busy")' }],
      metrics: { httpFailed: { hits: 10, samples: 40 }, http5xx: { value: 10 }, http503: { value: 10 } },
    })
    expect(testOf(run, name).failureMessages[0]).toMatch(/✗ metrics\.http503 +at most 5, was 10/)
  },
)

test.each(['direct', 'undici'])('over %s the run closes a client that is its target', (transport) => {
  expect(testOf(run, `closed by the run over ${transport}`).status).toBe('passed')
})

test.each(['direct', 'undici'])(
  'over %s a metric that the scenario does not name fails the call',
  (transport) => {
    expect(scenarioOf(run, `metrics that nobody names over ${transport}`)).toMatchObject({
      success_count: 0,
      failures: [{ count: 40, example: expect.stringContaining('metrics: { ...http }') }],
    })
  },
)

test('a check that says no fails its iteration', () => {
  expect(scenarioOf(run, 'a body that is wrong')).toMatchObject({
    verdict: 'fail',
    failures: [{ reason: 'http check', count: 40, example: 'GET /200/no: the check says no ("no")' }],
  })
})

test('options that are wrong are told all at once', () => {
  const { verdict, problems } = scenarioOf(run, 'wrong options')
  expect(verdict).toBe('invalid')
  expect(problems.join('\n')).toContain(
    'baseUrl: expected a URL of http: or https:, without user, "?" and "#", got "shop"',
  )
  expect(problems.join('\n')).toContain('did you mean "connections"?')
})
