/** The last of the objects that make up one MiB of the JavaScript heap; each knows the one before. */
export interface Link {
  previous: Link | null
  value: number
}

/** Three words of header and two of its own. */
const bytesPerLink = 5 * 8
const linksPerMegabyte = Math.round(2 ** 20 / bytesPerLink)

/** Many small objects, and not a few large ones, so that a collector has to walk them. */
export function allocateMegabyte(): Link {
  let last: Link = { previous: null, value: 0 }
  for (let value = 1; value < linksPerMegabyte; value++) last = { previous: last, value }
  return last
}
