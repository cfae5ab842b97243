import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { Inspect } from '../../../../src/cli/init/edit-config.ts'
import { initProject } from '../../../../src/cli/init/init-project.ts'
import { parseInitArguments } from '../../../../src/cli/init/parse-init-arguments.ts'
import { readProject } from '../../../../src/cli/init/read-project.ts'

/** `atEnd`: takes what removes it again. */
export function makeProject(
  files: Record<string, string>,
  atEnd: (remove: () => void) => void = onTestFinished,
): string {
  const root = mkdtempSync(join(tmpdir(), 'init-project-'))
  atEnd(() => rmSync(root, { recursive: true, force: true }))
  const installed = Object.fromEntries(
    ['vitest', 'vitest-stress'].map((name) => [`node_modules/${name}/package.json`, '{"version": "4.1.0"}']),
  )
  for (const [path, text] of Object.entries({
    'package.json': '{"type": "module"}',
    ...installed,
    ...files,
  })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

export function filesOf(root: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]))
}

/** A config has the plugins that its text calls. */
export const inspectText: Inspect = async (root, config) => {
  const text = readFileSync(join(root, config), 'utf8')
  if (text.includes('broken')) return { ok: false, error: 'broken\nat a line' }
  return {
    ok: true,
    plugins: [
      ...(text.includes('stress()') ? ['vitest-stress'] : []),
      ...(text.includes('other()') ? ['other'] : []),
    ],
  }
}

interface Settings {
  args?: string[]
  /** What a person answers, in turn; none: nobody is there. */
  answers?: (string | null)[]
  inspect?: Inspect
}

export async function init(root: string, { args = [], answers, inspect = inspectText }: Settings = {}) {
  const parsed = parseInitArguments(args, root)
  const project = readProject(root)
  if (parsed.kind !== 'init' || Array.isArray(project)) throw new Error(JSON.stringify([parsed, project]))
  let out = ''
  const asked: string[] = []
  const output = { out: (text: string) => (out += text), err: () => expect.unreachable() }
  const ask = async (question: string): Promise<string | null> => {
    asked.push(question)
    const answer = answers!.shift()
    if (answer === undefined) throw new Error(`not expected: ${question}`)
    return answer
  }
  const code = await initProject(project, parsed.arguments, { output, ask: answers ? ask : null, inspect })
  return { code, out, asked }
}

export const orders = {
  'src/orders.ts': 'export async function placeOrder() {}\nexport async function cancel() {}\n',
}
export const config = { 'vitest.config.ts': `export default { test: {} }\n` }
