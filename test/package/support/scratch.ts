import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, vi } from 'vitest'

export const root = fileURLToPath(new URL('../../../', import.meta.url))

// npm may have to fetch what is not in its cache.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A folder outside of this repository, so that nothing resolves into it; removed after the test file. */
export function makeScratch(files: Record<string, string> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'vitest-stress päckage ')))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

export interface CommandResult {
  exitCode: number
  output: string
}

export function run(command: string, args: readonly string[], cwd: string): Promise<CommandResult> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(VITEST|NODE_ENV$|NODE_OPTIONS|TEST$|VITE_|npm_)/.test(name),
    ),
  )
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      { cwd, env: { ...env, NO_COLOR: '1' }, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code
        resolve({ exitCode: typeof code === 'number' ? code : 1, output: stdout + stderr })
      },
    )
  })
}

/** Runs `npm`; throws with its output where it fails. */
export async function npm(args: readonly string[], cwd: string): Promise<string> {
  const { exitCode, output } = await run('npm', args, cwd)
  if (exitCode !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${output}`)
  return output
}

/** Packs this package, as it would be published, into a scratch folder. */
export async function packTarball(): Promise<string> {
  const folder = makeScratch()
  await npm(['pack', '--pack-destination', folder], root)
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))
  if (tarball === undefined) throw new Error('npm pack made no tarball')
  return join(folder, tarball)
}

export const quiet = ['--no-audit', '--no-fund', '--prefer-offline']

/** Bytes of all files below `path`. */
export function sizeOf(path: string): number {
  return filesBelow(path).reduce((sum, file) => sum + statSync(file).size, 0)
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
