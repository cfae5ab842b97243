// All benches that need nothing installed, one after the other: `npm run bench [names]` (builds first; about ten minutes, four more with valgrind).
// Prints one JSON of what each printed, with the machine; what was skipped, and why, goes to stderr.
import { spawnSync } from 'node:child_process'
import os from 'node:os'
import { fileURLToPath } from 'node:url'

/** `least`: with fewer rounds than by itself, since there are many. */
const benches = [
  { name: 'engine', least: [] },
  { name: 'instructions', least: [] },
  { name: 'metrics', least: [] },
  { name: 'recording', least: [] },
  { name: 'queue', least: ['3'] },
  { name: 'ledger', least: ['1'] },
  { name: 'checkers', least: [] },
  { name: 'memory', least: ['50'] },
  { name: 'pacing', least: ['3', '3'] },
  { name: 'workers', least: [] },
  { name: 'http', least: ['1', '5'] },
  { name: 'virtual-time', least: [] },
  { name: 'chaos', least: ['1', '5'] },
  { name: 'leaks', least: ['3'] },
  { name: 'start-up', least: ['7'] },
  { name: 'statistics', least: ['small'] },
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name))
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${benches.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const results = {}
for (const { name, least } of benches) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.error(`${name} ...`)
  const script = fileURLToPath(new URL(`${name}/index.mjs`, import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...least], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (stderr !== '') console.error(stderr.trimEnd())
  if (status === 0) results[name] = JSON.parse(stdout)
  else {
    console.error(`${name} failed (exit code ${status})`)
    results[name] = null
    process.exitCode = 1
  }
}
const environment = {
  node: process.version,
  cpu: os.cpus()[0]?.model,
  cores: os.availableParallelism(),
  load: os.loadavg()[0],
}
console.log(JSON.stringify({ environment, results }, null, 2))
