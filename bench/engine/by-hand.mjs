import hdr from 'hdr-histogram-js'

/** What somebody would write without us: await, read the clock before and after, record in a WebAssembly histogram. */
export async function byHand(users, iterations, workload) {
  const histogram = wasmHistogram()
  let left = iterations
  const user = async () => {
    while (left-- > 0) {
      const begin = performance.now()
      await workload()
      histogram.recordValue(Math.round((performance.now() - begin) * 1000))
    }
  }
  await Promise.all(Array.from({ length: users }, user))
  histogram.destroy()
}

/** The least that it takes: the end of each iteration is the beginning of the next, as in the engine. */
export async function byHandFrugally(users, iterations, workload) {
  const histogram = wasmHistogram()
  let left = iterations
  const user = async () => {
    let begin = performance.now()
    while (left-- > 0) {
      await workload()
      const end = performance.now()
      histogram.recordValue(Math.round((end - begin) * 1000))
      begin = end
    }
  }
  await Promise.all(Array.from({ length: users }, user))
  histogram.destroy()
}

function wasmHistogram() {
  hdr.initWebAssemblySync()
  return hdr.build({ useWebAssembly: true, bitBucketSize: 64 })
}
