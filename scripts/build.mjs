// Compiles src/ to dist/, file for file. A stale file of an earlier build must not be packed, so dist/ goes first.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'

const root = new URL('..', import.meta.url)
rmSync(new URL('dist', root), { recursive: true, force: true })
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
try {
  execFileSync(process.execPath, [tsc, '-p', 'src'], { cwd: root, stdio: 'inherit' })
} catch (error) {
  process.exit(error.status ?? 1)
}
