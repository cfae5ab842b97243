// The one place that knows hdr-histogram-js. Never its packed form: 30 times slower to record into.
import hdr, { type Histogram } from 'hdr-histogram-js'

export type { Histogram }

let webAssemblyReady: boolean | null = null

/** Loads the WebAssembly body once, where the platform has it; the plain body gives the same percentiles. */
function useWebAssembly(): boolean {
  if (webAssemblyReady === null) {
    try {
      hdr.initWebAssemblySync()
      webAssemblyReady = true
    } catch {
      webAssemblyReady = false
    }
  }
  return webAssemblyReady
}

/** An empty histogram of integers from 0 on, exact to three significant digits; it grows by itself. */
export function createHistogram(webAssembly = useWebAssembly()): Histogram {
  return hdr.build({
    useWebAssembly: webAssembly,
    bitBucketSize: 64,
    numberOfSignificantValueDigits: 3,
    autoResize: true,
  })
}

/** Compiles and warms what recording needs, so that the first iteration does not pay for it. */
export function prepareHistograms(): void {
  const histogram = createHistogram()
  for (let value = 1; value < 1e8; value *= 2) histogram.recordValue(value)
  freeHistogram(histogram)
}

/** Gives back the memory of a WebAssembly body, which no garbage collection reaches. */
export function freeHistogram(histogram: Histogram): void {
  const body = histogram as Histogram & { destroy?: () => void }
  body.destroy?.()
}

/** HdrHistogram V2 encoding, compressed, base64. Encoded histograms merge exactly. */
export function encodeHistogram(histogram: Histogram): string {
  return hdr.encodeIntoCompressedBase64(histogram)
}

export function decodeHistogram(text: string): Histogram {
  return hdr.decodeFromCompressedBase64(text, 64, useWebAssembly())
}
