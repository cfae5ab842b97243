import { expect, test } from 'vitest'
import { validateIsolation } from '../../../src/isolation/validation/validate-isolation.ts'

test('a module that is none is told before anything is started', async () => {
  const root = import.meta.dirname
  await expect(validateIsolation({ root, module: 'none.ts' })).rejects.toMatchObject({
    name: 'InputError',
    message: `validateIsolation: 1 problem\n  module: expected a file, got ${root}/none.ts`,
  })
})
