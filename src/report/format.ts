import { numberFormat } from './number-format.ts'

/** Numbers as a person reads them. */
const whole = numberFormat({ maximumFractionDigits: 0 })
const oneDigit = numberFormat({ maximumFractionDigits: 1 })
const threeDigits = numberFormat({ maximumSignificantDigits: 4 })

/** `2,000`. */
export function formatCount(count: number): string {
  return whole(count)
}

/** `1,234.5`, `0.05`: of a figure without a unit. */
export function formatNumber(value: number): string {
  return Math.abs(value) >= 1000 ? oneDigit(value) : threeDigits(value)
}

/** `312.4 ms`, `0.412 ms`; `-` for null. */
export function formatMs(ms: number | null): string {
  return ms === null ? '-' : `${ms >= 1000 ? oneDigit(ms) : threeDigits(ms)} ms`
}

/** `199.8/s`; `-` for null. */
export function formatRate(perSecond: number | null): string {
  return perSecond === null ? '-' : `${perSecond >= 1000 ? whole(perSecond) : threeDigits(perSecond)}/s`
}

/** `99.95 %`, never rounded up to 100; `-` for null. */
export function formatShare(share: number | null): string {
  if (share === null) return '-'
  // The tolerance keeps 0.57 from being 56.9999 %; a share of counts below 10^11 stays clear of it.
  return `${Math.floor(share * 1e6 + 1e-6) / 1e4} %`
}

/** `48.3 MiB`. */
export function formatBytes(bytes: number): string {
  return `${oneDigit(bytes / 2 ** 20)} MiB`
}

/** `12.5 s`. */
export function formatSeconds(ms: number): string {
  return `${oneDigit(ms / 1000)} s`
}

/** How long something takes, at a glance and of steady width: `3.0 s`, `2 min 05 s`, `1 h 02 min`. */
export function formatSpan(ms: number): string {
  if (ms < 99_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.floor(ms / 1000)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${twoDigits(seconds % 60)} s`
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0')
}
