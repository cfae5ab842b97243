import { measureGroup } from '../budget/measure-group.ts'
import type { VariantFigures } from '../model/comparison-section.ts'
import { LatencySeries } from '../record/latency-series.ts'
import type { RunOutcome } from './run-request.ts'

/** Adds up the runs of one variant. Histograms merge exactly. */
export class VariantTotals {
  readonly #response = new LatencySeries()
  #succeeded = 0
  #failed = 0
  #durationSeconds = 0

  add({ metrics, recording }: RunOutcome): void {
    this.#succeeded += metrics.success_count
    this.#failed += metrics.failure_count
    this.#durationSeconds += metrics.duration
    if (recording !== null) this.#response.add(measureGroup(recording, {}).response)
  }

  figures(): VariantFigures {
    const total = this.#succeeded + this.#failed
    return {
      total_processed: total,
      success_count: this.#succeeded,
      failure_count: this.#failed,
      success_rate: total === 0 ? null : this.#succeeded / total,
      duration: this.#durationSeconds,
      throughput: this.#durationSeconds > 0 ? this.#succeeded / this.#durationSeconds : null,
      latency_stats: this.#response.flatStats(),
      histogram: this.#response.encode(),
    }
  }
}
