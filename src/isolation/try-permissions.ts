import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { liesIn } from './lies-in.ts'
import { makeFolder } from './make-folder.ts'

const flag = '--allow-fs-write='
const devices = /^\/dev\/(?:null|stdout|stderr)$/
/** So that a process which hangs does not stop the run before it began. */
const mostMs = 10_000
const script = `
const [may, mayNot] = JSON.parse(process.argv[1])
const asks = (path) => process.permission.has('fs.write', path)
process.exitCode = may.every(asks) && !mayNot.some(asks) ? 0 : 1
`

/**
 * Why processes cannot be started with these flags for a project at `root`, in words; null: they can. Node keeps the folders in a
 * tree of their letters, which is wrong for some that begin alike, and in Node 20 may end the process; so those are tried.
 */
export function tryPermissions(
  flags: readonly string[],
  root: string,
  start: (flags: readonly string[], argument: string) => boolean = startsWell,
): string | null {
  const paths = flags.flatMap((each) => (each.startsWith(flag) ? [each.slice(flag.length)] : []))
  const folders = paths.filter((path) => !devices.test(path))
  const wild = folders.find((folder) => folder.includes('*'))
  if (wild !== undefined) return `Node takes the * in ${wild} for anything`
  if (!folders.some((folder) => folder.includes(',') || beginsLikeAnother(folder, paths))) return null
  const may = folders.flatMap((folder) => [folder, join(folder, 'file')])
  const others = [join(root, 'package.json'), ...folders.map((folder) => `${folder}.file`)]
  const mayNot = others.filter((path) => !liesIn(path, folders))
  const undo = folders.map(makeFolder)
  const works = start(flags, JSON.stringify([may, mayNot]))
  for (const each of undo.toReversed()) each()
  return works
    ? null
    : `Node ${process.versions.node} cannot tell the folders where all may write apart: ${folders.join(', ')}`
}

/** By more than the slash that all begin with. */
function beginsLikeAnother(folder: string, paths: readonly string[]): boolean {
  return paths.some((path) => path !== folder && path.slice(0, 2) === folder.slice(0, 2))
}

function startsWell(flags: readonly string[], argument: string): boolean {
  const env = { ...process.env, NODE_OPTIONS: '', NODE_V8_COVERAGE: '' }
  const options = { env, stdio: 'ignore', timeout: mostMs } as const
  return spawnSync(process.execPath, [...flags, '-e', script, argument], options).status === 0
}
