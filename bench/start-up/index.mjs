// What the plugin adds to `vitest run` of a project without a stress test: whole processes, with and without it, in
// alternating pairs: `npm run build && node bench/start-up/index.mjs [pairs]`. Prints medians and the difference as JSON.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const pairs = Number(process.argv[2] ?? 9)
const root = fileURLToPath(new URL('../..', import.meta.url))
const cache = join(root, '.cache')
mkdirSync(cache, { recursive: true })
const folder = mkdtempSync(join(cache, 'start-up-'))
const files = {
  'package.json': '{ "type": "module" }',
  'plain/vitest.config.js': 'export default {}',
  'plugin/vitest.config.js': `import { stress } from 'vitest-stress/plugin'\nexport default { plugins: [stress()] }`,
}
const test = `import { expect, test } from 'vitest'\ntest('adds', () => expect(1 + 1).toBe(2))\n`

function run(kind) {
  const start = performance.now()
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run'], {
    cwd: join(folder, kind),
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stdout + stderr)
  return performance.now() - start
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
try {
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules/vitest-stress'), 'dir')
  for (const kind of ['plain', 'plugin']) {
    mkdirSync(join(folder, kind))
    writeFileSync(join(folder, kind, 'adds.test.js'), test)
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  const times = { plain: [], plugin: [] }
  for (let pair = 0; pair <= pairs; pair++) {
    for (const kind of pair % 2 === 0 ? ['plain', 'plugin'] : ['plugin', 'plain']) {
      const ms = run(kind)
      // The first pair warms the disk's caches.
      if (pair > 0) times[kind].push(ms)
    }
  }
  const differences = times.plugin.map((ms, index) => ms - times.plain[index])
  console.log(
    JSON.stringify(
      {
        node: process.version,
        pairs,
        plainMs: Math.round(median(times.plain)),
        withPluginMs: Math.round(median(times.plugin)),
        addedMs: Math.round(median(differences)),
      },
      null,
      2,
    ),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
