/** A seed nobody chose, for a run that was given none. It is printed, so that the run can be had again. */
export function drawSeed(): number {
  return Math.floor(Math.random() * 2 ** 31)
}
