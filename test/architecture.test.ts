import { describe, expect, test } from 'vitest'
import * as rules from './support/architecture.ts'

const files = rules.readSources()
const file = (path: string, text = ''): rules.SourceFile => ({ path, text })
const body = (lines: number): string => `export function long() {\n${'  work()\n'.repeat(lines - 2)}}\n`

/** Each rule, and a file that breaks it: a rule that could not be broken would say nothing. */
const cases: [string, rules.Rule, rules.SourceFile[]][] = [
  ['every folder is a room of design.md', rules.everyFolderIsARoom, [file('engine/start.ts')]],
  [
    'imports point one way, from entries down to foundation, never to a peer',
    rules.importsPointDown,
    [
      file('load/driver.ts', "import { Cells } from '../record/cells.ts'"),
      file('record/x.ts', "import type { X } from '../run/x.ts'"),
      file('foundation/x.ts', "import {\n  x,\n} from '../model/x.ts'"),
      file('check/x.ts', "export { y } from '../budget/limit.ts'"),
      file('load/executors/x.ts', "import '../../config/presets.ts'"),
      file('queue/x.ts', "const late = await import('../vitest/plugin.ts')"),
      file('run/x.ts', "import { x } from '../index.ts'"),
    ],
  ],
  [
    'a third-party package is known to one file, and vitest to vitest/ and the entries',
    rules.packagesHaveOneOwner,
    [
      file('load/x.ts', "import { z } from 'zod'"),
      file('load/y.ts', "import { z } from 'zod/v4'"),
      file('run/x.ts', "import { expect } from 'vitest'"),
      file('queue.ts', "export type { Test } from 'vitest/node'"),
      file('http.ts', "export { expect } from 'vitest'"),
      file('chaos.ts', "export { expect } from 'vitest'"),
      file('record/x.ts', "import pino from '@scope/pino'"),
    ],
  ],
  [
    'time and chance come from foundation',
    rules.timeAndChanceAreInFoundation,
    [
      file('load/a.ts', 'const now = Date.now()'),
      file('load/b.ts', 'const now = performance.now.bind(performance)'),
      file('run/c.ts', 'setTimeout(end, 5)'),
      file('run/d.ts', 'setInterval(end, 5)'),
      file('run/e.ts', 'setImmediate(end)'),
      file('queue/f.ts', 'const x = Math.random()'),
      file('vitest/g.ts', 'const at = new Date()'),
    ],
  ],
  [
    'load/ and record/ have no private names',
    rules.hotRoomsHaveNoPrivateNames,
    [
      file('load/a.ts', 'class A {\n  readonly #x = 1\n}'),
      file('record/b.ts', 'class B {\n  async #go() {}\n}'),
      file('record/c.ts', 'return this.#x'),
    ],
  ],
  [
    'load/ and record/ declare fields that the constructor assigns',
    rules.hotRoomsDeclareWhatTheyAssign,
    [
      file('load/a.ts', 'class A {\n  readonly x: number\n}'),
      file('record/b.ts', 'export class B {\n  private readonly _now: () => number\n}'),
      file('record/c.ts', 'class C {\n  y?: number\n  go(): void {}\n}'),
    ],
  ],
  ['no file is longer than 300 lines', rules.filesAreShort, [file('load/x.ts', 'a\n'.repeat(301))]],
  [
    'no function is longer than 70 lines',
    rules.functionsAreShort,
    [
      file('load/x.ts', body(71)),
      file(
        'load/y.ts',
        `class X {\n  async #go(a: number): Promise<void> {\n${'    work()\n'.repeat(70)}  }\n}\n`,
      ),
      file('load/z.ts', `const go = () => {\n${'  work()\n'.repeat(70)}}\n`),
    ],
  ],
  [
    'no folder or file is called utils, helpers, common or types',
    rules.foldersAreNamedForWhatTheyHold,
    [file('load/utils/x.ts'), file('helpers/x.ts'), file('record/common.ts'), file('run/types.ts')],
  ],
  [
    'names are kebab-case',
    rules.namesAreKebabCase,
    [file('load/driveOpen.ts'), file('Load/x.ts'), file('load/drive_open.ts')],
  ],
  [
    'files in folders have no default export',
    rules.folderFilesHaveNoDefaultExport,
    [file('load/x.ts', 'export default 5'), file('load/y.ts', 'export { x as default }')],
  ],
  [
    'what lies in a folder of definitions is registered beside it',
    rules.definitionsAreRegistered,
    [file('chaos/faults/latency.ts')],
  ],
  [
    'the plugin starts with little',
    rules.pluginStartsLight,
    [
      file('vitest/plugin.ts', "import { z } from '../foundation/schema.ts'"),
      file('vitest/plugin.ts', "import { renderTable } from '../report/render-table.ts'"),
      file('vitest/plugin.ts', "import { inject } from 'vitest'"),
    ],
  ],
  ['entries only export', rules.entriesOnlyExport, [file('index.ts', 'export const x = 5')]],
]

describe('src/', () => {
  test('is read', () => {
    expect(files.length).toBeGreaterThan(100)
    expect(files.flatMap(rules.importsOf).length).toBeGreaterThan(300)
  })

  test.each(cases)('%s', (_, rule) => {
    expect(rule(files)).toEqual([])
  })

  test('the median file is below 80 lines', () => {
    expect(rules.median(files.map(({ text }) => rules.linesOf(text)))).toBeLessThan(80)
  })
})

describe('the rule that', () => {
  test.each(cases)('%s notices what breaks it', (_, rule, bad) => {
    for (const each of bad) expect([each.path, rule([each]).length]).toEqual([each.path, 1])
  })

  test('functions are short allows 70 lines', () => {
    expect(rules.functionsAreShort([file('load/x.ts', body(70))])).toEqual([])
  })

  test('time comes from foundation looks past comments', () => {
    const text = '/** not Date.now */\n// nor setTimeout\nclock.now()\n'
    expect(rules.timeAndChanceAreInFoundation([file('load/x.ts', text)])).toEqual([])
  })
})
