// The HTTP client: options, calls, answers, and its figures as metrics of a scenario.
import { stressTest } from 'vitest-stress'
import {
  HttpError,
  httpClient,
  httpMetrics,
  type HttpClient,
  type HttpResponse,
  type HttpStats,
} from 'vitest-stress/http'

const http = httpMetrics({ statuses: [429, 503] })
http.http429.add()
// @ts-expect-error: not among the statuses
http.http404.add()

stressTest(
  'browsing',
  {
    load: { executor: 'constant-concurrency', concurrency: 2, durationMs: 100 },
    target: () => httpClient({ baseUrl: 'http://127.0.0.1:1', metrics: http, expectStatus: [200, 404] }),
    metrics: { ...http },
    budgets: {
      metrics: {
        httpFailed: { max: 0.01 },
        httpEnd: { p99: { max: 50 } },
        http503: { max: 0 },
      },
    },
  },
  async ({ target, iteration }) => {
    const response: HttpResponse = await target.post('/x', { json: { a: 1 }, signal: iteration.signal })
    const { status, headers, timings } = response
    const text: string = `${status} ${headers['content-type'] ?? ''} ${response.text()} ${timings.endMs}`
    return text
  },
)

export async function use(client: HttpClient): Promise<HttpStats> {
  await using own = httpClient({
    baseUrl: new URL('https://127.0.0.1:1'),
    tls: { rejectUnauthorized: false },
  })
  await own.request({ method: 'PURGE', path: '/', timeoutMs: 5, check: ({ bytes }) => bytes.length > 0 })
  // @ts-expect-error: a path is needed
  await own.request({ method: 'PURGE' })
  // @ts-expect-error: JSON is not known to have a field
  const id = (await client.get('/')).json().id
  // @ts-expect-error: no such status class
  httpClient({ baseUrl: '', expectStatus: '6xx' })
  try {
    await client.get(`/${String(id)}`)
  } catch (error) {
    if (error instanceof HttpError && error.reason === 'http 404') return client.stats()
    throw error
  }
  return client.stats()
}
