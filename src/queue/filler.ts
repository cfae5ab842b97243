const PATTERN = 'abcdefghijklmnopqrstuvwxyz0123456789'
let shared = PATTERN

/** A text of exactly `bytes` bytes (plain ASCII). A slice of one shared string, so it costs next to nothing. */
export function filler(bytes: number): string {
  if (shared.length < bytes) shared = PATTERN.repeat(Math.ceil((2 * bytes) / PATTERN.length))
  return shared.slice(0, bytes)
}
