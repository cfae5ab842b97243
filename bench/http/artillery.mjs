// Artillery in its own process, as many users as connections, each with a loop of requests.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const command = process.env.ARTILLERY ?? 'artillery'
const users = 64
const loops = 400

/** Requests per second while all users were there; null where it is not installed. */
export async function measureArtillery(url) {
  if (spawnSync(command, ['--version']).status !== 0) return null
  const folder = mkdtempSync(join(tmpdir(), 'artillery-'))
  try {
    const script = {
      config: { target: url, phases: [{ duration: 1, arrivalRate: users }], http: { pool: users } },
      scenarios: [{ flow: [{ loop: [{ get: { url: '/' } }], count: loops }] }],
    }
    writeFileSync(join(folder, 'script.json'), JSON.stringify(script))
    const env = { ...process.env, ARTILLERY_DISABLE_TELEMETRY: 'true' }
    const args = ['run', '--output', join(folder, 'report.json'), join(folder, 'script.json')]
    const { status, stderr } = spawnSync(command, args, { env, timeout: 120_000, encoding: 'utf8' })
    if (status !== 0) throw new Error(`artillery ended with ${status}: ${stderr}`)
    const { aggregate } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))
    const seconds = (aggregate.lastMetricAt - aggregate.firstMetricAt) / 1000
    return aggregate.counters['http.codes.200'] / seconds
  } finally {
    rmSync(folder, { recursive: true })
  }
}
