/** What is to be said of sealed files that Node does not keep, since their own process must be let start others. */
export function describeWithProcesses(files: readonly string[]): string {
  return `stress  isolation is intercepted, not enforced by Node, in files with workers that are processes: ${files.join(', ')}`
}
