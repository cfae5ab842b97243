// Adds up the suites of .ci/run. A suite whose command failed without a failed test counts as one failure.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2]
const sum = { passed: 0, failed: 0, skipped: 0 }
for (const file of readdirSync(folder).filter((name) => name.endsWith('.code'))) {
  const name = file.slice(0, -'.code'.length)
  const code = Number(readFileSync(join(folder, file), 'utf8'))
  const tests = countTests(join(folder, `${name}.json`))
  if (code === 3 && tests.total === 0) tests.skipped = 1
  else if (code !== 0 && tests.failed === 0) tests.failed = 1
  else if (code === 0 && tests.total === 0) tests.passed = 1
  console.log(
    `${name}: ${tests.passed} passed, ${tests.failed} failed, ${tests.skipped} skipped (exit ${code})`,
  )
  for (const key of Object.keys(sum)) sum[key] += tests[key]
}
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`)
process.exit(sum.failed === 0 ? 0 : 1)

function countTests(path) {
  const counts = { passed: 0, failed: 0, skipped: 0, total: 0 }
  if (!existsSync(path)) return counts
  const {
    numTotalTests,
    numPassedTests,
    numFailedTests,
    numPendingTests,
    numTodoTests,
    numFailedTestSuites,
  } = JSON.parse(readFileSync(path, 'utf8'))
  counts.total = numTotalTests
  counts.passed = numPassedTests
  counts.failed = Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0)
  counts.skipped = numPendingTests + numTodoTests
  return counts
}
