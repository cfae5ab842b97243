import { readFileSync } from 'node:fs'

/** The `delivery_ms` of a recording, each divided by `speed`. */
export function recordedDeliveryTimes(path: URL, speed: number): number[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { delivery_ms: number }).delivery_ms / speed)
}
