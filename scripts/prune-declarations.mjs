// Removes the declarations that no public entry leads to: nobody can import them, and they are a fifth of the package.
import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** `entries`: declarations of the public modules, in `folder`. */
export function pruneDeclarations(folder, entries) {
  const reached = new Set()
  const waiting = entries.map((entry) => resolve(folder, entry))
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue
    reached.add(file)
    // Without comments: an example in them may import, too.
    const text = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '')
    for (const [, from, inline] of text.matchAll(
      /\b(?:from|import) ?["'](\.[^"']+)["']|\bimport\(["'](\.[^"']+)["']\)/g,
    ))
      waiting.push(resolve(dirname(file), (from ?? inline).replace(/\.[jt]s$/, '.d.ts')))
  }
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = join(folder, name)
    if (name.endsWith('.d.ts') && !reached.has(resolve(file))) rmSync(file)
  }
}
