/** What Node has to say of its permission model, each time that a process or thread is started with it. */
const known = [
  'Permission is an experimental feature and might change at any time',
  'The flag --allow-worker must be used with extreme caution. It could invalidate the permission model.',
]
const types = ['ExperimentalWarning', 'SecurityWarning']

/**
 * Flags that keep Node from warning of flags which nobody but this package gave it. In a thread it does so before any module
 * is loaded, and it can only be told to be silent of all warnings of a type: `speakOfOthers` speaks of the others.
 */
export const quietFlags: readonly string[] = types.map((type) => `--disable-warning=${type}`)

/** In a process or thread that was started with `quietFlags`: tells of warnings that Node is silent of now, as it would. */
export function speakOfOthers(): void {
  if (process.env['NODE_NO_WARNINGS'] === '1') return
  process.on('warning', (warning: Error & { code?: string }) => {
    const { name, message, code } = warning
    if (!types.includes(name) || known.includes(message)) return
    process.stderr.write(
      `(node:${process.pid}) ${code === undefined ? '' : `[${code}] `}${name}: ${message}\n`,
    )
  })
}
