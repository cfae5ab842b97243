import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { faultLayers, faultSites, type FaultDefinition } from '../../src/chaos/fault.ts'
import { faults } from '../../src/chaos/faults.ts'
import type { z } from '../../src/foundation/schema.ts'

const definitions: readonly FaultDefinition[] = faults
const files = readdirSync(new URL('../../src/chaos/faults', import.meta.url))

describe('the faults', () => {
  test('are those of the reference page', () => {
    const page = readFileSync(new URL('../../docs/reference/faults.md', import.meta.url), 'utf8')
    const told = [...page.matchAll(/^## `(.+)`$/gm)].map(([, kind]) => kind)
    expect(told).toEqual(definitions.map(({ kind }) => kind))
  })

  test('are as many as files, each named for its kind', () => {
    expect(definitions.map(({ kind }) => `${kind}.ts`).sort()).toEqual(files.sort())
  })

  test.each(definitions.map((definition) => [definition.kind, definition] as const))(
    '%s says what it is, where it acts, and what each parameter means',
    (_, definition) => {
      expect(definition.kind).toMatch(/^[a-z]+(-[a-z]+)*$/)
      expect(definition.summary).toMatch(/^[A-Z`].*\.$/)
      expect(faultLayers).toContain(definition.layer)
      for (const [name, schema] of Object.entries(definition.parameters)) {
        expect([name, (schema as z.ZodType).description ?? '']).toEqual([name, expect.stringMatching(/./)])
      }
      if ('sites' in definition) {
        expect(definition.sites.length).toBeGreaterThan(0)
        for (const site of definition.sites) expect(faultSites).toContain(site)
      }
    },
  )
})
