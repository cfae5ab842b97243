/** Who a run in a bench is about: nobody reads it. */
export const identity = {
  id: 'bench',
  name: 'bench',
  file: '',
  project: null,
  kind: 'standard',
  seed: 1,
  expectedVerdict: 'pass',
  number: null,
}
