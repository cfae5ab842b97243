/** Something is about to change a file: `given` says which, as the function that does it was given it. */
export type Change = (what: string, given: unknown, isEntry?: boolean) => void
