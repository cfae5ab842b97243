/** Collects garbage where the process allows it (`--expose-gc`, or our setup file); otherwise does nothing. */
export function collectGarbage(): void {
  const { gc } = globalThis as { gc?: () => void }
  gc?.()
}
