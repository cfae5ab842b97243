// The one place that knows hdr-histogram-js: the exchange format. Recording has buckets of its own (`ValueBuckets`).
import { createRequire } from 'node:module'
import type { JsHistogram } from 'hdr-histogram-js'
import { ValueBuckets } from './value-buckets.ts'

type Library = typeof import('hdr-histogram-js')

let library: Library | null = null

/** Loaded at the first use, which the end of a run is: it takes as long as half of the plugin does. */
function hdr(): Library {
  return (library ??= createRequire(import.meta.url)('hdr-histogram-js') as Library)
}

const layout = { bitBucketSize: 64, numberOfSignificantValueDigits: 3, autoResize: true } as const

/** HdrHistogram V2 encoding, compressed, base64. Encoded histograms merge exactly. */
export function encodeHistogram(buckets: ValueBuckets): string {
  const histogram = hdr().build({ ...layout, useWebAssembly: false })
  buckets.forEach((value, count) => histogram.recordValueWithCount(value, count))
  return hdr().encodeIntoCompressedBase64(histogram)
}

export function decodeHistogram(text: string): ValueBuckets {
  const histogram = hdr().decodeFromCompressedBase64(text, 64, false) as JsHistogram
  const buckets = new ValueBuckets()
  const recorded = histogram.recordedValuesIterator
  recorded.reset()
  while (recorded.hasNext()) {
    const { valueIteratedTo, countAddedInThisIterationStep } = recorded.next()
    buckets.put(valueIteratedTo, countAddedInThisIterationStep)
  }
  return buckets
}
