/** Where a command writes to; a test passes its own. */
export interface Output {
  /** The result, for programs. */
  out(text: string): void
  /** Everything said to a person. */
  err(text: string): void
}

/** One command of the command line. */
export interface Command {
  readonly name: string
  readonly summary: string
  /** The whole text of `--help`. */
  readonly help: () => string
  /** Returns the exit code. */
  run(args: readonly string[], output: Output): Promise<number>
}

/** The exit code where the command line itself, or what it names, cannot be read. */
export const unreadable = 3
