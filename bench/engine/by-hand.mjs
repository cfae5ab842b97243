import hdr from 'hdr-histogram-js'

/** What somebody would write without us: await, read the clock, record in a WebAssembly histogram. */
export async function byHand(users, iterations, workload) {
  hdr.initWebAssemblySync()
  const histogram = hdr.build({ useWebAssembly: true, bitBucketSize: 64 })
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
