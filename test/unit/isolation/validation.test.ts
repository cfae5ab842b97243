import { expect, test } from 'vitest'
import { no, questions, yes, type QuestionId } from '../../../src/isolation/validation/answer.ts'
import { completeReport } from '../../../src/isolation/validation/complete-report.ts'
import { importedNames } from '../../../src/isolation/validation/imported-names.ts'
import { renderReport } from '../../../src/isolation/validation/render-report.ts'

const ids = Object.keys(questions) as QuestionId[]
const all = ids.map((id) => yes(id, 'seen'))

test('six times yes is a yes', () => {
  const { verdict, answers } = completeReport(all, new Map(), '')
  expect(verdict).toBe('yes')
  expect(answers).toEqual(all)
})

test('what nobody answered is a no, with the reason', () => {
  const { verdict, answers } = completeReport(all.slice(1, 5), new Map([['mock', 'no module']]), 'it died')
  expect(verdict).toBe('no')
  expect(answers.map(({ id }) => id)).toEqual(ids)
  expect(answers[0]).toEqual(no('real-core', 'it was not answered: it died'))
  expect(answers[5]).toEqual(no('mock', 'it was not answered: no module'))
})

test('of several projects one no is enough, in any order', () => {
  const bad = no('gui', 'robotjs')
  for (const answers of [
    [...all, bad],
    [bad, ...all],
  ])
    expect(completeReport(answers, new Map(), '').answers[1]).toEqual(bad)
})

test('a report is read line by line', () => {
  const report = completeReport([...all.slice(1), no('real-core', 'a.ts\n  -> b.ts', 'c.ts')], new Map(), '')
  expect(renderReport(report).split('\n').slice(0, 5)).toEqual([
    'NO   No real core is reachable from the stress files',
    '       a.ts',
    '         -> b.ts',
    '       c.ts',
    'yes  No package that automates a desktop is reachable from the stress files',
  ])
  expect(renderReport(report)).toContain('\n\n5 of 6 answered with yes\n')
})

test.for([
  [`import a from 'a'; import * as b from "b"`, ['a', 'b']],
  [`import {\n  c,\n  d as e\n} from 'c'; export { f } from 'f'; export * from 'g'`, ['c', 'f', 'g']],
  [`import 'h'; import'i'`, ['h', 'i']],
  [
    'const j = require("j"), k = require( `k` ); import("l").then(m); await import("m", {})',
    ['j', 'k', 'l', 'm'],
  ],
  [`// require('n')\n/* import 'o' */\nconst p = 'import'`, []],
  ['require(name); import(`./${name}.js`)', []],
  [`export const q = 'from'; const r = "x"`, []],
] as const)('imports of %j', ([text, names]) => {
  expect(importedNames(text).toSorted()).toEqual([...names])
})
