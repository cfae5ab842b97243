import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { composeMetricsFile } from '../../../src/report/compose-metrics-file.ts'
import { writeMetricsFile } from '../../../src/report/write-metrics-file.ts'
import { environment, metricsOf } from '../../support/metrics.ts'

const generatedAt = new Date('2025-11-29T08:15:02.123Z')
const file = composeMetricsFile({
  scenarios: [metricsOf()],
  environment,
  interrupted: false,
  problems: [],
  generatedAt,
})
const template = 'stress_test_metrics_{timestamp}.json'

let root = ''
let folder = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vitest-stress-report-'))
  folder = join(root, 'logs', 'deep')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('writing the metrics file', () => {
  test('makes the folder, and names the file by the time', () => {
    const path = writeMetricsFile(folder, template, file)
    expect(path).toBe(join(folder, 'stress_test_metrics_20251129T081502123Z.json'))
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(file)
    expect(readFileSync(path, 'utf8').endsWith('}\n')).toBe(true)
  })

  test('never overwrites: a second file of the millisecond gets a number', () => {
    const paths = [1, 2, 3].map((run) => writeMetricsFile(folder, template, { ...file, duration: run }))
    expect(paths.map((path) => path.replace(/^.*Z/, ''))).toEqual(['.json', '-2.json', '-3.json'])
    expect(
      paths.map((path) => (JSON.parse(readFileSync(path, 'utf8')) as { duration: number }).duration),
    ).toEqual([1, 2, 3])
  })

  test('leaves what is not its own alone, a folder of that name too', () => {
    mkdirSync(join(folder, 'fixed.json'), { recursive: true })
    writeFileSync(join(folder, 'fixed-2.json'), 'mine')
    expect(writeMetricsFile(folder, 'fixed.json', file)).toBe(join(folder, 'fixed-3.json'))
    expect(readFileSync(join(folder, 'fixed-2.json'), 'utf8')).toBe('mine')
  })

  test('takes a name without .json', () => {
    expect(writeMetricsFile(folder, 'fixed', file)).toBe(join(folder, 'fixed.json'))
  })

  test('leaves no temporary file', () => {
    writeMetricsFile(folder, template, file)
    writeMetricsFile(folder, template, file)
    expect(readdirSync(folder).filter((name) => !/^stress_test_metrics_\w+(-2)?\.json$/.test(name))).toEqual(
      [],
    )
  })

  test('leaves no temporary file when every name is taken, and says so', () => {
    mkdirSync(folder, { recursive: true })
    for (let attempt = 1; attempt <= 1000; attempt++)
      writeFileSync(join(folder, attempt === 1 ? 'full.json' : `full-${attempt}.json`), '')
    expect(() => writeMetricsFile(folder, 'full', file)).toThrow(
      `${join(folder, 'full')}.json and 999 numbered names are taken`,
    )
    expect(readdirSync(folder)).toHaveLength(1000)
  })
})
