// Loaded by Vitest, from the default export, in each process of a project whose sealed files are enforced.
export { snapshotEnvironment as default } from './vitest/snapshot-environment.ts'
