import { Worker } from 'node:worker_threads'

/**
 * Sees to it that this process does not outlive the one that started it: by a thread of its own, since one that blocks hears
 * nothing.
 */
export function endWithParentProcess(): void {
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  const watch = new Worker(new URL('./watch-parent.js', import.meta.url), {
    workerData: { parent: process.ppid },
    execArgv: [],
  })
  watch.on('error', () => undefined)
  watch.unref()
}
