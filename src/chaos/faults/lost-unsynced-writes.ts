import { defineFault } from '../fault.ts'
import { UnsyncedFiles } from '../storage/unsynced-files.ts'

export const lostUnsyncedWrites = defineFault({
  kind: 'lost-unsynced-writes',
  summary: 'The power fails: what was written to files and not synced is gone.',
  layer: 'storage',
  parameters: {},
  point: {
    expected: 'UnsyncedFiles',
    accepts: (value): value is UnsyncedFiles => value instanceof UnsyncedFiles,
  },
  async open(files: UnsyncedFiles, _parameters, context) {
    const asked = files.unsyncedBytes
    const { lostBytes } = await files.crash()
    // A queue that syncs at once loses nothing, and has been tried; one that was not given these files has not.
    if (files.isUsed) context.fired({ name: 'lostBytes', asked, seen: lostBytes })
    return () => undefined
  },
})
