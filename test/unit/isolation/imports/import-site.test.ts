import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { importSite } from '../../../../src/isolation/imports/import-site.ts'

const root = mkdtempSync(join(tmpdir(), 'site-')).replaceAll('\\', '/')
afterAll(() => rmSync(root, { recursive: true, force: true }))
const importer = `${root}/a.ts`
writeFileSync(
  importer,
  `// says './real' in passing
import { real } from './real.js'
import alias from '@core/adapter'
const later = () => import('./real?again')
const robot = require('robotjs/lib')
export * from "node:net"
const computed = import(name)
`,
)

test.for([
  [`${root}/real.ts`, null, '2:22'],
  [`${root}/real.ts`, `${importer}:4:9`, '4:28'],
  [`${root}/real.ts`, `${importer}:7:9`, '2:22'],
  [`${root}/core/adapter.ts`, null, '3:19'],
  ['/x/node_modules/robotjs/lib/index.js', null, '5:23'],
  ['node:net', null, '6:15'],
  [`${root}/other.ts`, null, null],
] as const)('%s, called at %s', ([imported, called, place]) => {
  expect(importSite(importer, imported, called)).toBe(place && `${importer}:${place}`)
})

test('a file that cannot be read names nothing', () => {
  expect(importSite(`${root}/none.ts`, `${root}/real.ts`, null)).toBeNull()
})
