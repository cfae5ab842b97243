/**
 * What workload contexts have beside what is the run's: the test's own context, fixtures and all. But for `skip`: a run that is under way
 * would be reported as skipped, whatever it came to.
 */
export function workloadContext(testContext: object): object {
  const skip = (): never => {
    throw new Error('a workload cannot skip its test: skip before the run, or with stressTest.skipIf(...)')
  }
  return Object.create(testContext, { skip: { value: skip } }) as object
}
