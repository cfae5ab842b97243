// What the plugin adds to `vitest run` of a project without a stress test: whole processes, with and without it, in
// alternating rounds: `npm run build && node bench/start-up/index.mjs [rounds] [folder of another build ...]`. Another build,
// a folder with its `package.json` and `dist`, takes its turn in each round. Prints medians of time and the middle halves' means of
// CPU time (of all processes; null where there is no /proc) as JSON.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const [given = '9', ...others] = process.argv.slice(2)
const rounds = Number(given)
const root = fileURLToPath(new URL('../..', import.meta.url))
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const cache = join(root, '.cache')
mkdirSync(cache, { recursive: true })
const folder = mkdtempSync(join(cache, 'start-up-'))
const test = `import { expect, test } from 'vitest'\ntest('adds', () => expect(1 + 1).toBe(2))\n`
const withPlugin = `import { stress } from 'vitest-stress/plugin'\nexport default { plugins: [stress()] }`
/** Of Linux, in which CPU time is counted here. */
const ticksPerSecond = 100

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
/** Ticks are coarse: a median would be as coarse. */
function middleMean(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const quarter = Math.floor(sorted.length / 4)
  const middle = sorted.slice(quarter, sorted.length - quarter)
  return middle.reduce((sum, value) => sum + value, 0) / middle.length
}

/** Of the processes that this one has waited for, and theirs. */
function cpuOfChildrenMs() {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return ((Number(fields[13]) + Number(fields[14])) * 1_000) / ticksPerSecond
  } catch {
    return Number.NaN
  }
}

function makeProject(name, build) {
  const project = join(folder, name)
  mkdirSync(join(project, 'node_modules'), { recursive: true })
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(project, 'adds.test.js'), test)
  writeFileSync(join(project, 'vitest.config.js'), build === null ? 'export default {}' : withPlugin)
  if (build !== null) symlinkSync(resolve(build), join(project, 'node_modules/vitest-stress'), 'dir')
  return { project, times: [], cpuTimes: [] }
}

function run({ project, times, cpuTimes }, isMeasured) {
  const start = performance.now()
  const cpuBefore = cpuOfChildrenMs()
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run'], {
    cwd: project,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stdout + stderr)
  if (!isMeasured) return
  times.push(performance.now() - start)
  cpuTimes.push(cpuOfChildrenMs() - cpuBefore)
}

try {
  const plain = makeProject('plain', null)
  const builds = [root, ...others].map((build, index) => makeProject(`plugin-${index}`, build))
  const all = [plain, ...builds]
  // The first round warms the disk's caches.
  for (let round = 0; round <= rounds; round++) {
    const first = round % all.length
    for (const each of [...all.slice(first), ...all.slice(0, first)]) run(each, round > 0)
  }
  const added = ({ times, cpuTimes }) => ({
    withPluginMs: Math.round(median(times)),
    addedMs: Math.round(median(times.map((ms, index) => ms - plain.times[index]))),
    addedCpuMs: Math.round(middleMean(cpuTimes.map((ms, index) => ms - plain.cpuTimes[index]))),
  })
  const result = {
    node: process.version,
    rounds,
    plainMs: Math.round(median(plain.times)),
    ...added(builds[0]),
  }
  const rest = builds.slice(1).map((each, index) => ({ build: others[index], ...added(each) }))
  console.log(JSON.stringify(rest.length === 0 ? result : { ...result, others: rest }, null, 2))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
