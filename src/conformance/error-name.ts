/** The name by which the contract knows an error. By name and not by class: there may be two copies of this package. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}

/** An error in one line. */
export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
