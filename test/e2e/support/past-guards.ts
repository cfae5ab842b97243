/** Something that goes past the guards of a sealed run, and is refused by Node alone. */
export interface PastGuards {
  name: string
  code: string
  surface: string
  /** How it is counted, where Node tells of what it refuses; null: of this it tells nowhere. */
  what: string | null
  to: string
  /** It is counted by Node 20 as well, which tells nothing. */
  isAlwaysTold?: true
  /** Since this version of Node. */
  since?: number
}

/** Loaded before the guards, by `--require`: it keeps functions as they were. */
export const takenFile = `
const { promises, writeFileSync } = require('node:fs')
// It warns of itself.
const wasi = () => {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try { return require('node:wasi').WASI } finally { process.emitWarning = emitWarning }
}
globalThis.taken = {
  writeFileSync,
  writeFile: promises.writeFile,
  spawnSync: require('node:child_process').spawnSync,
  dlopen: process.dlopen,
  execve: process.execve?.bind(process),
  writeReport: process.report.writeReport,
  WASI: wasi(),
}
`

export const pastGuardsImports = `const { taken, process: own } = globalThis as any`

const write = 'refused by Node: FileSystemWrite'
const start = 'refused by Node: ChildProcess'

export const pastGuards: readonly PastGuards[] = [
  {
    name: 'a write taken',
    code: "taken.writeFileSync('past.txt', '')",
    surface: 'files',
    what: write,
    to: './past.txt',
  },
  {
    name: 'a promise taken',
    code: "taken.writeFile('past.txt', '')",
    surface: 'files',
    what: write,
    to: './past.txt',
  },
  {
    name: 'a report taken',
    code: "taken.writeReport('past.txt')",
    surface: 'files',
    what: write,
    to: './past.txt',
  },
  {
    name: 'a folder for WebAssembly',
    code: "new taken.WASI({ version: 'preview1', preopens: { '/': '.' } })",
    surface: 'files',
    what: 'refused by Node: WASI',
    to: '',
  },
  {
    name: 'a process taken',
    code: "taken.spawnSync('touch', ['past.txt'])",
    surface: 'child-processes',
    what: start,
    to: 'touch',
  },
  {
    name: 'another program taken',
    code: "taken.execve('/bin/touch', ['touch', 'past.txt'])",
    surface: 'child-processes',
    what: start,
    to: '/bin/touch',
    since: 24,
  },
  {
    name: 'an add-on taken',
    code: "taken.dlopen({ exports: {} }, '/past.node')",
    surface: 'native-addons',
    what: null,
    to: '',
  },
  {
    name: 'the binding of files',
    code: "own.binding('fs').open('past.txt', 66, 438, undefined, {})",
    surface: 'files',
    what: 'process.binding',
    to: 'fs',
    isAlwaysTold: true,
  },
  {
    name: 'the binding of processes',
    code: "own.binding('spawn_sync').spawn({ file: '/bin/touch', args: ['touch', 'past.txt'] })",
    surface: 'child-processes',
    what: 'process.binding',
    to: 'spawn_sync',
    isAlwaysTold: true,
  },
  {
    name: 'the binding of sockets',
    code: "new (own.binding('tcp_wrap').TCP)(0)",
    surface: 'network',
    what: 'process.binding',
    to: 'tcp_wrap',
    isAlwaysTold: true,
  },
]
