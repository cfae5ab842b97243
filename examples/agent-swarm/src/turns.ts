/** Lets each sender send one message at a time, in the order in which they asked: what comes later waits. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  take<Result>(sender: string, send: () => Promise<Result>): Promise<Result> {
    const mine = (this.#last.get(sender) ?? Promise.resolve()).then(send)
    // Whether it came through is told to its sender alone.
    this.#last.set(
      sender,
      mine.catch(() => {}),
    )
    return mine
  }
}
