import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'
import { realClock } from '../foundation/clock.ts'
import type { BundleAnswer, BundleQuestion, Question, WireMessage } from '../model/wire.ts'
import { describeError } from '../run/describe-error.ts'
import { letClear } from './let-clear.ts'
import { placeFile } from './place-file.ts'
import type { WatchedRun } from './watched-run.ts'
import { Watchdog } from './watchdog.ts'

/** A process that does not block is heard of several times in this time. */
const silentMs = 2_000

type RunListener = (run: WatchedRun) => void

/**
 * Where test processes report what they run, live. It knows of a run from its first moment, so that there is something
 * to report even if its process never says another word.
 */
export class Hub {
  readonly runs = new Map<string, WatchedRun>()
  onStart: RunListener = () => undefined
  onProgress: RunListener = () => undefined
  onEnd: RunListener = () => undefined
  onNote: (run: WatchedRun, note: string) => void = () => undefined
  /** Makes a module that Node can import, in this folder; resolves to its URL. */
  onBundle: (path: string, project: string | null, folder: string) => Promise<string> = () =>
    Promise.reject(new Error('nobody is there to bundle it'))
  /** A run blocks a thread of this very process: nothing but the end of the process ends it. */
  onStuckThread: RunListener = () => undefined
  readonly #watchdog = new Watchdog((run) => this.onStuckThread(run))
  #address: Promise<string | null> | null = null
  #server: Server | null = null
  #folder: string | null = null
  /** Vitest does not close what is interrupted. The runs stay: they are yet to be reported. */
  readonly #onExit = (): void => this.#removeFolder()

  /** The address to connect to; null where none could be opened, and runs go unwatched. */
  listen(): Promise<string | null> {
    this.#address ??= this.#open()
    return this.#address
  }

  /** Runs that have neither ended nor been lost. */
  get open(): WatchedRun[] {
    return [...this.runs.values()].filter((run) => run.metrics === null && run.lostBecause === null)
  }

  forget(): void {
    for (const run of this.runs.values()) this.#watchdog.release(run)
    this.runs.clear()
  }

  /** Runs under way that have something to clear away, and can: one that has fallen silent blocks, and never would. */
  get clearing(): WatchedRun[] {
    const aliveSinceMs = realClock.now() - silentMs
    return this.open.filter(
      (run) => run.killable && run.clearedPath !== null && run.heardAtMs >= aliveSinceMs,
    )
  }

  /** This process ends: so do those of the runs that are under way, which would outlive it. */
  killOpen(): void {
    const clearing = this.clearing
    letClear(clearing)
    for (const run of this.open) this.#watchdog.kill(run)
  }

  close(): void {
    this.forget()
    process.off('exit', this.#onExit)
    this.#server?.close()
    this.#server = null
    this.#address = null
    this.#removeFolder()
  }

  #removeFolder(): void {
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true })
    this.#folder = null
  }

  async #open(): Promise<string | null> {
    const server = createServer((socket) => this.#serve(socket))
    server.on('error', () => undefined)
    // A folder of its own keeps other users of the machine out; sockets on Windows live elsewhere.
    this.#folder = mkdtempSync(join(socketFolder(), 'vitest-stress-'))
    const address =
      process.platform === 'win32'
        ? `\\\\.\\pipe\\${this.#folder.split('\\').pop()}`
        : join(this.#folder, 'socket')
    process.once('exit', this.#onExit)
    const listening = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(address, () => resolve(true))
    })
    if (!listening) return null
    server.unref()
    this.#server = server
    return address
  }

  #serve(socket: Socket): void {
    const own = new Set<string>()
    socket.unref()
    socket.on('error', () => undefined)
    socket.on('close', () => {
      for (const id of own) this.#lose(id)
    })
    createInterface({ input: socket, crlfDelay: Infinity }).on('line', (line) => {
      const message = parse(line)
      if (message?.type === 'bundle') void this.#bundle(message, socket)
      else if (message?.type === 'place') socket.write(`${JSON.stringify(placeFile(message))}\n`)
      else if (message) this.#receive(message, own)
    })
  }

  async #bundle({ path, project }: BundleQuestion, socket: Socket): Promise<void> {
    const answer = await this.onBundle(path, project, this.#folder!).then(
      (url): BundleAnswer => ({ url }),
      (error: unknown): BundleAnswer => ({ problem: stripVTControlCharacters(describeError(error)) }),
    )
    socket.write(`${JSON.stringify(answer)}\n`)
  }

  #receive(message: Exclude<WireMessage, Question>, own: Set<string>): void {
    if (message.type === 'start') {
      const { type: _, run: identity, ...terms } = message
      const run: WatchedRun = {
        ...terms,
        identity,
        killable: terms.killable && terms.pid !== process.pid,
        progress: null,
        heardAtMs: realClock.now(),
        metrics: null,
        lostBecause: null,
      }
      own.add(identity.id)
      this.runs.set(identity.id, run)
      this.#watchdog.watch(run)
      this.onStart(run)
      return
    }
    const run = this.runs.get(message.id)
    if (!run) return
    run.heardAtMs = realClock.now()
    if (message.type === 'alive') return
    if (message.type === 'progress') {
      run.progress = message.progress
      this.#watchdog.hear(run)
      this.onProgress(run)
      return
    }
    if (message.type === 'note') {
      this.onNote(run, message.note)
      return
    }
    run.metrics = message.metrics
    own.delete(message.id)
    this.#watchdog.release(run)
    this.onEnd(run)
  }

  #lose(id: string): void {
    const run = this.runs.get(id)
    if (!run || run.metrics) return
    this.#watchdog.release(run)
    run.lostBecause ??= 'its worker process ended before it did (killed, out of memory, or process.exit)'
  }
}

/** The path of a socket may have about 100 bytes; a longer one is cut, and then nobody is heard. */
function socketFolder(): string {
  const folder = tmpdir()
  return process.platform !== 'win32' && Buffer.byteLength(folder) > 70 ? '/tmp' : folder
}

function parse(line: string): WireMessage | null {
  try {
    return JSON.parse(line) as WireMessage
  } catch {
    // A process that is killed while it writes leaves half a line.
    return null
  }
}
