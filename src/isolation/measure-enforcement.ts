import { join } from 'node:path'

/** Node's permissions, where the process was started with them; its types are those of the oldest Node that we run on. */
interface Permission {
  has(scope: string, path?: string): boolean
}

/** Whether Node lets this process, or thread, write to a path. */
export function mayWrite(path: string): boolean {
  return permission()?.has('fs.write', path) ?? true
}

/** Whether Node lets this process start others. */
export function mayStartProcesses(): boolean {
  return permission()?.has('child') ?? true
}

/**
 * Surfaces on which Node itself says no in this process, or thread, as asked of Node. To be called before guards are there, or
 * the question is taken for an attempt.
 */
export function measureEnforcement(root: string): Set<string> {
  const enforced = new Set<string>()
  if (permission() === null) return enforced
  // Of the root itself Node 20 says yes where folders that may be written begin as it does.
  if (!mayWrite(join(root, 'package.json'))) enforced.add('files')
  if (!mayStartProcesses()) enforced.add('child-processes')
  if (permission()?.has('worker') === false) enforced.add('worker-threads')
  if (refusesAddons()) enforced.add('native-addons')
  return enforced
}

function permission(): Permission | null {
  return (process as { permission?: Permission }).permission ?? null
}

/** Node 20 has no name for this that could be asked for. */
function refusesAddons(): boolean {
  try {
    process.dlopen({ exports: {} }, '')
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_DLOPEN_DISABLED'
  }
}
