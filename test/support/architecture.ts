import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A source file; `path` is relative to src/. */
export interface SourceFile {
  path: string
  text: string
}

/** Given files, what breaks a rule, each as a line that says where. */
export type Rule = (files: readonly SourceFile[]) => string[]

export function readSources(): SourceFile[] {
  const root = fileURLToPath(new URL('../../src', import.meta.url))
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(root, path), 'utf8') }))
}

/** design.md section 4, lowest first. A folder imports from itself and from the levels below, never from a peer. */
const levels: readonly (readonly string[])[] = [
  ['foundation'],
  ['model'],
  ['load', 'record', 'queue', 'data', 'adapters', 'isolation'],
  ['check', 'compare', 'observe', 'http'],
  ['chaos', 'budget'],
  ['config', 'workers', 'conformance', 'baseline'],
  ['run', 'report'],
  ['vitest', 'cli'],
  ['(entries)'],
]
const levelOf = (room: string): number => levels.findIndex((level) => level.includes(room))
const roomOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '(entries)')

/** What a file imports, as written. */
export function importsOf({ text }: SourceFile): string[] {
  return [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^'"`]*?\bfrom\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm,
    ),
  ].map((match) => (match[1] ?? match[2] ?? match[3])!)
}

export const everyFolderIsARoom: Rule = (files) =>
  [...new Set(files.map(({ path }) => roomOf(path)))]
    .filter((room) => levelOf(room) < 0)
    .map((room) => `${room} is no room`)

export const importsPointDown: Rule = (files) =>
  files.flatMap((file) =>
    importsOf(file)
      .filter((specifier) => specifier.startsWith('.'))
      .flatMap((specifier) => {
        const target = normalize(join(dirname(file.path), specifier)).replaceAll('\\', '/')
        // What lies outside src is checked by the packaging.
        if (target.startsWith('..')) return []
        const [from, to] = [roomOf(file.path), roomOf(target)]
        return from === to || levelOf(to) < levelOf(from)
          ? []
          : [`${file.path} (${from}) imports ${target} (${to})`]
      }),
  )

/** Third-party packages, each with the one file that knows it. */
const owners: Record<string, string> = {
  zod: 'foundation/schema.ts',
  'fastest-levenshtein': 'foundation/problem.ts',
  'pure-rand': 'foundation/random.ts',
  'hdr-histogram-js': 'record/histogram.ts',
  undici: 'http/undici/load-undici.ts',
  tinypool: 'workers/worker-pool.ts',
}

export const packagesHaveOneOwner: Rule = (files) =>
  files.flatMap((file) =>
    importsOf(file).flatMap((specifier) => {
      if (specifier.startsWith('.') || specifier.startsWith('node:')) return []
      const name = specifier.startsWith('@')
        ? specifier.split('/').slice(0, 2).join('/')
        : specifier.split('/')[0]!
      if (name === 'vitest') {
        const isFree = ['queue.ts', 'http.ts', 'chaos.ts'].includes(file.path)
        const allowed = roomOf(file.path) === 'vitest' || (roomOf(file.path) === '(entries)' && !isFree)
        return allowed ? [] : [`${file.path} imports vitest`]
      }
      return owners[name] === file.path ? [] : [`${file.path} imports ${specifier}`]
    }),
  )

/** They watch the functions by which others wait. */
const watchesTimers = /^isolation\/leaks\/(fakes-timers|detectors\/(timer|immediate|fake-timers|global))\.ts$/

export const timeAndChanceAreInFoundation: Rule = (files) =>
  files
    .filter(({ path }) => roomOf(path) !== 'foundation' && !watchesTimers.test(path))
    .flatMap(({ path, text }) =>
      codeOf(text).flatMap((line, index) =>
        /\bDate\.now\b|\bperformance\.now\b|\bsetTimeout\b|\bsetInterval\b|\bsetImmediate\b|\bMath\.random\b|\bnew Date\(\)|\bhrtime\b/.test(
          line,
        )
          ? [`${path}:${index + 1} ${line.trim()}`]
          : [],
      ),
    )

/** docs/decisions/008: V8 forgets what it learned of accesses by private names, from one run to the next. */
export const hotRoomsHaveNoPrivateNames: Rule = (files) =>
  files
    .filter(({ path }) => ['load', 'record'].includes(roomOf(path)))
    .flatMap(({ path, text }) =>
      codeOf(text).flatMap((line, index) =>
        /(?:^\s*(?:[a-z]+ )*|\.)#[a-zA-Z]/.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [],
      ),
    )

/** docs/decisions/011: a field that the constructor assigns is only declared, or V8 takes it for anything at all. */
export const hotRoomsDeclareWhatTheyAssign: Rule = (files) =>
  files
    .filter(({ path }) => ['load', 'record'].includes(roomOf(path)))
    .flatMap(({ path, text }) => {
      let inClass = false
      return codeOf(text).flatMap((line, index) => {
        if (!line.startsWith(' ') && line !== '') inClass = /^(?:export )?(?:abstract )?class /.test(line)
        const isField = inClass && /^ {2}(?:(?:private|protected|readonly) )*\w+\??: /.test(line)
        return isField && !/ =(?: |$)/.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : []
      })
    })

export const filesAreShort: Rule = (files) =>
  files
    .filter(({ text }) => linesOf(text) > 300)
    .map(({ path, text }) => `${path} has ${linesOf(text)} lines`)

export const functionsAreShort: Rule = (files) =>
  files.flatMap(({ path, text }) =>
    functionsOf(text)
      .filter(({ lines }) => lines > 70)
      .map(({ line, lines }) => `${path}:${line} has ${lines} lines`),
  )

export const foldersAreNamedForWhatTheyHold: Rule = (files) =>
  files.map(({ path }) => path).filter((path) => /(^|\/)(utils?|helpers?|common|types)(\/|\.ts$)/.test(path))

export const namesAreKebabCase: Rule = (files) =>
  files
    .map(({ path }) => path)
    .filter((path) => !path.split('/').every((part) => /^[a-z0-9]+(-[a-z0-9]+)*(\.ts)?$/.test(part)))

export const folderFilesHaveNoDefaultExport: Rule = (files) =>
  files
    .filter(({ path, text }) => path.includes('/') && /^export default\b|\bas default\b/m.test(text))
    .map(({ path }) => `${path} has a default export`)

/** A file of a folder of definitions (`executors/`) that the registry beside the folder does not import. */
export const definitionsAreRegistered: Rule = (files) =>
  files
    .filter(({ path }) =>
      /\/(executors|faults|guards|formats|guarantees|cases|detectors)\/[^/]+\.ts$/.test(path),
    )
    .filter((definition) => {
      const registry = files.find(({ path }) => path === `${dirname(definition.path)}.ts`)
      return !registry?.text.includes(`/${basename(definition.path)}'`)
    })
    .map(({ path }) => `${path} is not registered`)

/** Of what every run of Vitest with the plugin loads: stress tests or not. */
const roomsAtStart = ['foundation', 'isolation', 'vitest']
/** A third of a millisecond each; of other rooms, only this one. */
const mostFilesAtStart = 50
const errorsInWords = ['run/describe-error.ts', 'record/failure-reasons.ts']

/** A run without stress tests is not to wait for what only they need: reports, schemas, the test functions of Vitest. */
export const pluginStartsLight: Rule = (files) => {
  const loaded = new Set<string>()
  const found: string[] = []
  const load = (path: string): void => {
    if (loaded.has(path)) return
    loaded.add(path)
    const text = files.find((each) => each.path === path)?.text ?? ''
    const atOnce = text.replaceAll(/\bimport\([^)]*\)/g, '').replaceAll(/^import type [^']*'[^']*'/gm, '')
    for (const specifier of importsOf({ path, text: atOnce })) {
      const target = normalize(join(dirname(path), specifier)).replaceAll('\\', '/')
      // Vitest has loaded `vitest/node` itself by then.
      const isTheirs = /^vitest(\/|$)/.test(specifier) && specifier !== 'vitest/node'
      if (isTheirs) found.push(`${path} loads ${specifier} when the plugin starts`)
      if (!specifier.startsWith('.')) continue
      const isFree = roomsAtStart.includes(roomOf(target)) && target !== 'foundation/schema.ts'
      if (isFree || errorsInWords.includes(target)) load(target)
      else found.push(`${path} loads ${target} when the plugin starts`)
    }
  }
  load('vitest/plugin.ts')
  return loaded.size > mostFilesAtStart ? [...found, `the plugin starts with ${loaded.size} files`] : found
}

/** Entries say what is public and do nothing. A reporter is named by its file's default export, as Vitest wants it. */
/** The command's entry is run, not imported. */
const commandEntry = 'cli.ts'

export const entriesOnlyExport: Rule = (files) =>
  files
    .filter(({ path }) => !path.includes('/') && path !== commandEntry)
    .flatMap(({ path, text }) => {
      const rest = codeOf(text)
        .join('\n')
        .replaceAll(/^export (type )?(\{[^}]*\}|\*( as \w+)?) from '[^']+'$/gm, '')
        .replaceAll(/^import (type )?(\{[^}]*\} from )?'[^']+'$/gm, '')
        .replaceAll(/^export (default \w+|\{[^}]*\})$/gm, '')
        .trim()
      return rest === '' ? [] : [`${path}: ${rest.split('\n')[0]}`]
    })

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

export const linesOf = (text: string): number => text.replace(/\n$/, '').split('\n').length

/** Lines without comments; a line of one stays, empty, so that numbers hold. */
function codeOf(text: string): string[] {
  const withoutBlocks = text.replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ''))
  return withoutBlocks.split('\n').map((line) => line.replace(/(^|\s)\/\/.*$/, ''))
}

/** Functions by their indentation, which the formatter guarantees: from the line that opens one to the brace below it. */
function functionsOf(text: string): { line: number; lines: number }[] {
  const all = codeOf(text)
  return all.flatMap((line, index) => {
    const opens =
      /^(\s*)(?!.*\b(?:class|interface|if|for|while|switch|catch|describe)\b).*(?:\)|=>|\): .+) \{$/.exec(
        line,
      )
    if (!opens) return []
    const end = all.findIndex((later, at) => at > index && later.startsWith(`${opens[1]}}`))
    return end < 0 ? [] : [{ line: index + 1, lines: end - index + 1 }]
  })
}
