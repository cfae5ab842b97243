// Compiles src/ to dist/, file for file; more options go to the compiler. It compiles beside dist/ and then swaps the
// two, so that no stale file is packed and whoever runs from dist/ meanwhile finds it whole.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { dirname, join } from 'node:path'
import { pruneDeclarations } from './prune-declarations.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')
const fresh = join(root, `dist.${process.pid}`)
const stale = join(root, `dist.${process.pid}.old`)
const manifest = createRequire(import.meta.url).resolve('typescript/package.json')
const tsc = join(dirname(manifest), 'bin', 'tsc')
try {
  execFileSync(process.execPath, [tsc, '-p', 'src', '--outDir', fresh, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  })
  // Entries lie at the top; all folders are internal.
  pruneDeclarations(
    fresh,
    readdirSync(fresh).filter((name) => name.endsWith('.d.ts')),
  )
  if (existsSync(dist)) renameSync(dist, stale)
  renameSync(fresh, dist)
} catch (error) {
  // The compiler has said what is wrong; anything else has not.
  if (error.status === undefined) throw error
  process.exitCode = error.status
} finally {
  for (const folder of [fresh, stale]) rmSync(folder, { recursive: true, force: true })
}
