import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Inspect } from '../../../../src/cli/init/edit-config.ts'
import { config, filesOf, init, inspectText, makeProject, orders } from './init-in-folder.ts'

describe('nobody is there', () => {
  test('a config, an example, and nothing else is touched; again, nothing changes', async () => {
    const root = makeProject({ ...orders, 'tsconfig.json': '{}' })
    const first = await init(root)
    expect(first.code, first.out).toBe(0)
    const files = filesOf(root)
    expect(Object.keys(files).sort()).toEqual(
      ['package.json', 'src/orders.ts', 'stress/first.stress.ts', 'tsconfig.json', 'vitest.config.ts'].sort(),
    )
    expect(files['package.json']).toBe('{"type": "module"}')
    expect(first.out).toMatch(/\n {4}npx vitest run stress\/first\.stress\.ts\n/)
    expect(first.out).toContain('npx vitest-stress init src/orders.ts#placeOrder')
    expect(first.out).toContain('keep that out of version control')
    const again = await init(root)
    expect(filesOf(root)).toEqual(files)
    expect(again.out).not.toMatch(/^(wrote|changed)/m)
  })

  test('a config that is there is left, and the lines to add are told', async () => {
    const root = makeProject({ ...config, '.gitignore': 'logs\n' })
    const { code, out } = await init(root)
    expect(code).toBe(0)
    expect(filesOf(root)['vitest.config.ts']).toBe(config['vitest.config.ts'])
    expect(out).toContain(`\n    import { stress } from 'vitest-stress/plugin'\n\n    plugins: [stress()],`)
    // Nothing is left that could be written, and the config still lacks the plugin.
    expect((await init(root)).code).toBe(1)
  })

  test('--yes does all of it', async () => {
    const root = makeProject({ ...config, '.gitignore': 'dist\n' })
    const { code, out } = await init(root, { args: ['--yes'] })
    expect(code, out).toBe(0)
    expect(filesOf(root)).toMatchObject({
      '.gitignore': 'dist\nlogs/\n',
      'vitest.config.ts': `import { stress } from 'vitest-stress/plugin'\n\nexport default { plugins: [stress()], test: {} }\n`,
    })
    expect(JSON.parse(filesOf(root)['package.json']!)).toEqual({
      type: 'module',
      scripts: { stress: 'vitest run stress/' },
    })
    expect(out).not.toContain('Left for you')
    const files = filesOf(root)
    expect((await init(root, { args: ['--yes'] })).code).toBe(0)
    expect(filesOf(root)).toEqual(files)
  })

  test('a script and a scenario of that name are left as they are', async () => {
    const own = {
      'package.json': '{"scripts": {"stress": "mine"}}',
      'stress/place-order.stress.ts': '// mine\n',
      'tsconfig.json': '{}',
    }
    const root = makeProject({ ...orders, ...own })
    const { code, out } = await init(root, { args: ['src/orders.ts#placeOrder', '-y'] })
    expect(code).toBe(0)
    expect(filesOf(root)).toMatchObject(own)
    expect(out).toMatch(/^there +stress\/place-order\.stress\.ts/m)
  })

  test('--dry-run writes nothing and tells all of it', async () => {
    const root = makeProject({ ...orders, ...config, '.gitignore': '' })
    const before = filesOf(root)
    const { code, out } = await init(root, { args: ['--dry-run', '-y', 'src/orders.ts#cancel'] })
    expect(code).toBe(0)
    expect(filesOf(root)).toEqual(before)
    expect(out.match(/^would (write|change) +\S+/gm)).toEqual(
      [
        'would change  vitest.config.ts',
        'would write   stress/cancel.stress.js',
        'would change  package.json',
        'would change  .gitignore',
      ].map((line) => line.replace('cancel.stress.js', 'cancel.stress.ts')),
    )
    expect(out).toContain('    await cancel()')
  })

  test('an edit that does not hold is taken back, to the byte', async () => {
    const text = '\uFEFFexport default { plugins: [other()] }\r\n'
    for (const inspect of [
      async (root: string, name: string) =>
        readFileSync(join(root, name), 'utf8') === text
          ? inspectText(root, name)
          : { ok: false as const, error: 'no' },
      async (root: string, name: string) =>
        readFileSync(join(root, name), 'utf8') === text
          ? inspectText(root, name)
          : { ok: true as const, plugins: ['vitest-stress'] },
      async () => ({ ok: true as const, plugins: ['other'] }),
    ]) {
      const root = makeProject({ 'vite.config.js': text })
      const { out } = await init(root, { args: ['--edit-config'], inspect })
      expect(filesOf(root)['vite.config.js']).toBe(text)
      expect(out).toMatch(/it was tried, and taken back: \w/)
    }
  })

  test('a config that cannot be loaded is not edited', async () => {
    const root = makeProject({ 'vite.config.js': 'export default { broken: 1 }\n' })
    const { out } = await init(root, { args: ['-y'] })
    expect(out).toContain('vite.config.js (it cannot be loaded as it is: broken)')
    expect(filesOf(root)['vite.config.js']).toBe('export default { broken: 1 }\n')
  })

  test('what is not installed is told, in the words of who installs it', async () => {
    const root = makeProject({
      ...config,
      'pnpm-lock.yaml': '',
      'node_modules/vitest/package.json': '{"version": "3.2.4"}',
    })
    expect((await init(root)).out).toContain('    pnpm add --save-dev vitest\n')
    const half = makeProject({ ...config })
    rmSync(join(half, 'node_modules/vitest'), { recursive: true })
    expect((await init(half, { args: ['-y'], inspect: () => expect.unreachable() })).out).toContain(
      '    npm install --save-dev vitest\n',
    )
    const bare = makeProject({ ...config, 'pnpm-lock.yaml': '' })
    rmSync(join(bare, 'node_modules'), { recursive: true })
    const { out } = await init(bare, { args: ['--edit-config'], inspect: () => expect.unreachable() })
    expect(out).toContain('    pnpm add --save-dev vitest vitest-stress\n')
    expect(out).toMatch(/\n {4}pnpm exec vitest run stress\/first\.stress\.js\n/)
    expect(filesOf(bare)['vitest.config.ts']).toBe(config['vitest.config.ts'])
  })

  test('a config that names the plugin and cannot be loaded is to be repaired, not edited', async () => {
    const text = `import 'vitest-stress/plugin' // broken\nexport default {}\n`
    const root = makeProject({ 'vite.config.js': text })
    const { out } = await init(root, { args: ['-y'] })
    expect(out).toContain('Repair vite.config.js, which cannot be loaded: broken\n')
    expect(filesOf(root)['vite.config.js']).toBe(text)
  })

  test('a file that appears meanwhile is not overwritten', async () => {
    const root = makeProject({ ...config })
    const inspect: Inspect = (folder, name) => {
      mkdirSync(join(root, 'stress'))
      writeFileSync(join(root, 'stress/first.stress.js'), '// mine\n')
      return inspectText(folder, name)
    }
    await expect(init(root, { inspect })).rejects.toThrow('stress/first.stress.js')
    expect(filesOf(root)['stress/first.stress.js']).toBe('// mine\n')
  })
})
