import { getHeapStatistics } from 'node:v8'
import { findCollector } from '../../foundation/find-collector.ts'
import { heapSizeOf } from '../../foundation/heap-size.ts'
import type { HeapMetrics } from '../../model/isolation-metrics.ts'
import type { HeapSettings } from '../../model/leak-settings.ts'
import { judgeHeap, type HeapLook } from './judge-heap.ts'

/** The load whose heap is looked at. */
export interface HeapLoad {
  /** Of the plan; null: it is bounded by time alone. */
  iterations: number | null
  /** The length of the plan, where iterations are not counted. */
  plannedMs: number | null
  now: () => number
  /** Called before the load is stopped for a look; what it returns, after it. */
  disturb: () => () => void
  /** What this package has recorded of the run: its growth is none of the target's. */
  own: readonly unknown[]
  /** What it keeps beside that, at most, in bytes for each iteration. */
  ownBytesEach: number
}

/** How the heap is read. */
export interface HeapReader {
  /** null: there is no way to collect garbage here. */
  collect: (() => void) | null
  usedBytes: () => number
}

const v8Reader = (): HeapReader => ({
  collect: findCollector(),
  usedBytes: () => getHeapStatistics().used_heap_size,
})

/** Looks at the heap of a load after each of its rounds, once garbage is collected, the last time after the drain. */
export class HeapRounds {
  readonly #settings: HeapSettings
  readonly #reader: HeapReader
  readonly #looks: HeapLook[] = []
  #load: HeapLoad | null = null
  #beganMs = 0
  #started = 0
  #rounds = 0

  constructor(settings: HeapSettings, reader: HeapReader = v8Reader()) {
    this.#settings = settings
    this.#reader = reader
  }

  begin(load: HeapLoad): void {
    this.#load = load
    this.#beganMs = load.now()
  }

  /** Looks, where a round is over, before the next iteration begins. */
  around<Given>(execute: (given: Given) => unknown): (given: Given) => unknown {
    return (given) => {
      const over = Math.min(this.#roundsOver(), this.#settings.rounds - 1)
      if (over > this.#rounds) {
        this.#rounds = over
        this.#look()
      }
      this.#started++
      return execute(given)
    }
  }

  /** To be called when the load is over and what it left under way has come to its end. */
  finish(): void {
    // Two looks at the same count would have no slope.
    if (this.#looks.at(-1)?.iterations !== this.#started) this.#look()
  }

  get metrics(): HeapMetrics {
    const unable = this.#reader.collect === null ? 'this process has no garbage collector to call' : null
    return judgeHeap(this.#looks, this.#settings, unable)
  }

  #roundsOver(): number {
    if (this.#load === null) return 0
    const { iterations, plannedMs, now } = this.#load
    const share =
      iterations === null ? (now() - this.#beganMs) / (plannedMs ?? Infinity) : this.#started / iterations
    return Math.floor(share * this.#settings.rounds)
  }

  #look(): void {
    const { collect, usedBytes } = this.#reader
    if (this.#load === null || collect === null) return
    const resume = this.#load.disturb()
    collect()
    // Before our own is counted, which makes garbage.
    const used = usedBytes()
    this.#looks.push({
      iterations: this.#started,
      heap_bytes: used,
      own_bytes: Math.round(heapSizeOf(this.#load.own) + this.#started * this.#load.ownBytesEach),
    })
    resume()
  }
}
