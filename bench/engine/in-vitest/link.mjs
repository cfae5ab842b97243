/** So little that the call is what it costs. */
export function link(value) {
  return (value * 31 + 7) | 0
}
