// Adds up the suites of .ci/run, and says at their end what failed: whoever is shown only the end of a long output needs
// that. A suite whose command failed without a failed test counts as one failure.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const folder = process.argv[2]
const sum = { passed: 0, failed: 0, skipped: 0 }
const failures = []
for (const file of readdirSync(folder).filter((name) => name.endsWith('.code'))) {
  const name = file.slice(0, -'.code'.length)
  const code = Number(readFileSync(join(folder, file), 'utf8'))
  const report = readReport(join(folder, `${name}.json`))
  const tests = countTests(report)
  if (code === 3 && tests.total === 0) tests.skipped = 1
  else if (code !== 0 && tests.failed === 0) tests.failed = 1
  else if (code === 0 && tests.total === 0) tests.passed = 1
  console.log(
    `${name}: ${tests.passed} passed, ${tests.failed} failed, ${tests.skipped} skipped (exit ${code})`,
  )
  for (const key of Object.keys(sum)) sum[key] += tests[key]
  if (tests.failed > 0) failures.push(...failed(name, code, report))
}
if (failures.length > 0) console.log(`\nFailed:\n${failures.join('\n')}\n`)
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`)
process.exit(sum.failed === 0 ? 0 : 1)

function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

function countTests(report) {
  const counts = { passed: 0, failed: 0, skipped: 0, total: 0 }
  if (report === undefined) return counts
  counts.total = report.numTotalTests
  counts.passed = report.numPassedTests
  counts.failed = Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0)
  counts.skipped = report.numPendingTests + report.numTodoTests
  return counts
}

/** Each failed test with its file and how its error begins; a suite without any by its name alone. */
function failed(name, code, report) {
  const told = (report?.testResults ?? []).flatMap((file) => {
    const path = relative(process.cwd(), file.name)
    const tests = file.assertionResults.filter((test) => test.status === 'failed')
    if (tests.length === 0) return file.status === 'failed' ? [tell(path, file.message)] : []
    return tests.map((test) => tell(`${path} > ${test.fullName}`, test.failureMessages.join('\n')))
  })
  return (told.length > 0 ? told : [`its command failed (exit ${code})`]).map((text) => `${name}: ${text}`)
}

function tell(title, message) {
  const lines = stripVTControlCharacters(message).split('\n').slice(0, 40)
  return [title, ...lines.map((line) => `    ${line}`)].join('\n')
}
