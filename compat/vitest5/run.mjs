// Runs the type tests and test/e2e on Vitest 5.1 and Node 24, against the packed tarball. Arguments go to Vitest.
// Exit 0: passed. Exit 1: failed. Exit 3: no Node 24 could be had here; nothing was run.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))
const cache = join(root, '.cache')
const npmOptions = ['--no-audit', '--no-fund', '--prefer-offline']

const node = findNode24()
if (node === null) {
  console.error(
    '\n*** SKIPPED: Node 24 is not to be had here (npm package node-<os>-<cpu>); Vitest 5 was NOT tested. ***\n',
  )
  process.exit(3)
}

// npm of the Node at hand installs what that Node does not run: the engines of Vitest 5 are met by the one found above.
mustRun('npm', ['ci', ...npmOptions])
const tarball = pack()
mustRun('npm', ['install', '--no-save', '--no-package-lock', ...npmOptions, tarball])
const version = versionOf('vitest')
if (version !== lockedVersionOf('vitest'))
  fail(`Vitest ${version} was installed, the lockfile says ${lockedVersionOf('vitest')}`)
if (existsSync(join(here, 'node_modules/vitest-stress/node_modules/vitest')))
  fail('there are two copies of Vitest')
console.log(
  `\nVitest ${version}, Node ${outputOf(node, ['--version'])}, vitest-stress ${versionOf('vitest-stress')} from ${tarball}\n`,
)

const types = compileTypes()
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const env = { ...process.env, E2E_HOST: here, E2E_NODE: node }
const tests = run(process.execPath, [vitest, 'run', 'test/e2e', ...process.argv.slice(2)], { cwd: root, env })
console.log(
  `\nVitest ${version}: type tests ${types === 0 ? 'passed' : 'FAILED'}, end-to-end tests ${tests === 0 ? 'passed' : 'FAILED'}`,
)
process.exit(types === 0 && tests === 0 ? 0 : 1)

/** This Node if it will do, else one from npm; null if neither can be had. */
function findNode24() {
  if (process.versions.node.startsWith('24.')) return process.execPath
  const folder = join(cache, 'node24')
  const os = process.platform === 'win32' ? 'win' : process.platform
  const name = `node-${os}-${process.arch}`
  const binary = join(folder, 'node_modules', name, 'bin', os === 'win' ? 'node.exe' : 'node')
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true })
    run('npm', ['install', '--prefix', folder, '--no-save', '--no-package-lock', ...npmOptions, `${name}@24`])
  }
  return outputOf(binary, ['--version'])?.startsWith('v24.') ? binary : null
}

function pack() {
  const packed = join(cache, 'packed')
  rmSync(packed, { recursive: true, force: true })
  mkdirSync(packed, { recursive: true })
  mustRun('npm', ['pack', '--loglevel=warn', '--pack-destination', packed], { cwd: root })
  return join(
    packed,
    readdirSync(packed).find((name) => name.endsWith('.tgz')),
  )
}

/** Where the package resolves to the installed tarball, and `vitest` to version 5. */
function compileTypes() {
  const folder = join(here, '.cache', 'types')
  rmSync(folder, { recursive: true, force: true })
  cpSync(join(root, 'test', 'types'), folder, { recursive: true })
  return run(node, [join(here, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder])
}

function versionOf(name) {
  return JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'), 'utf8')).version
}

function lockedVersionOf(name) {
  return JSON.parse(readFileSync(join(here, 'package-lock.json'), 'utf8')).packages[`node_modules/${name}`]
    .version
}

function run(command, args, options = {}) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', cwd: here, ...options })
  return status ?? 1
}

function mustRun(command, args, options) {
  if (run(command, args, options) !== 0) fail(`${command} ${args.join(' ')}`)
}

function outputOf(command, args) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}

function fail(what) {
  console.error(`\n*** FAILED: ${what} ***\n`)
  process.exit(1)
}
