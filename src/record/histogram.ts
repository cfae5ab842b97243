// The one place that knows hdr-histogram-js. Never its packed form: 30 times slower to record into.
import hdr, { type Histogram, type WasmHistogram } from 'hdr-histogram-js'

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

/** The WebAssembly body records five times faster, but its memory is limited and no garbage collection reaches it. */
const mostWebAssembly = 512
let webAssemblyInUse = 0

/** An empty histogram of integers from 0 on, exact to three significant digits; it grows by itself. */
export function createHistogram(
  webAssembly = webAssemblyInUse < mostWebAssembly && useWebAssembly(),
): Histogram {
  if (webAssembly) webAssemblyInUse++
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

/** Adds all of `from`. The two bodies cannot be added directly, so one is copied where they differ. */
export function addHistogram(into: Histogram, from: Histogram): void {
  if (isWebAssembly(into) === isWebAssembly(from)) return into.add(from)
  const copy = hdr.decodeFromCompressedBase64(encodeHistogram(from), 64, isWebAssembly(into))
  into.add(copy)
  if (isWebAssembly(copy)) copy.destroy()
}

/** The same counts in plain memory; the WebAssembly body is given back. */
export function settleHistogram(histogram: Histogram): Histogram {
  if (!isWebAssembly(histogram)) return histogram
  const plain = decodeHistogram(encodeHistogram(histogram))
  freeHistogram(histogram)
  return plain
}

/** Gives back the memory of a WebAssembly body. It must not be used afterwards. */
export function freeHistogram(histogram: Histogram): void {
  if (!isWebAssembly(histogram)) return
  histogram.destroy()
  webAssemblyInUse--
}

/** HdrHistogram V2 encoding, compressed, base64. Encoded histograms merge exactly. */
export function encodeHistogram(histogram: Histogram): string {
  return hdr.encodeIntoCompressedBase64(histogram)
}

/** In plain memory. */
export function decodeHistogram(text: string): Histogram {
  return hdr.decodeFromCompressedBase64(text, 64, false)
}

function isWebAssembly(histogram: Histogram): histogram is WasmHistogram {
  return histogram instanceof hdr.WasmHistogram
}
