/** A stress file of scenarios that do nothing wrong. */
export interface CleanFile {
  strength: 'sealed' | 'fenced'
  /** What the file may do beside that, as its second line says it. */
  allow?: object
  /** What the scenarios use. */
  head: string
  /** By name: what stands after the name in `stressTest(name, ...)`. */
  scenarios: Record<string, string>
}
