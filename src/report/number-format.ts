/** Numbers in English, formatted so. The format is made at its first use: the first of a process takes 15 ms to load. */
export function numberFormat(options: Intl.NumberFormatOptions): (value: number) => string {
  let format: Intl.NumberFormat | null = null
  return (value) => (format ??= new Intl.NumberFormat('en-US', options)).format(value)
}
