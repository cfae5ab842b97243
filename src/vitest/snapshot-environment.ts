import { VitestSnapshotEnvironment } from 'vitest/runtime'
import { mayWrite } from '../isolation/measure-enforcement.ts'
import { leaveFile, removeFile } from './leave-file.ts'

/** Writes snapshots where Node lets this process, and else has the main process write them. */
class SnapshotEnvironment extends VitestSnapshotEnvironment {
  override async prepareDirectory(path: string): Promise<void> {
    if (mayWrite(path)) await super.prepareDirectory(path)
  }

  override async saveSnapshotFile(path: string, snapshot: string): Promise<void> {
    await leaveFile(path, (at) => super.saveSnapshotFile(at, snapshot))
  }

  override async removeSnapshotFile(path: string): Promise<void> {
    if (mayWrite(path)) await super.removeSnapshotFile(path)
    else await removeFile(path)
  }
}

export const snapshotEnvironment = new SnapshotEnvironment()
