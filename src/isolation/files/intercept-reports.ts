import Module from 'node:module'
import { resolve } from 'node:path'
import v8 from 'node:v8'
import type { Interceptor } from '../intercept.ts'
import { loadQuietly } from '../load-quietly.ts'
import type { Change } from './change.ts'

const traceEvents = loadQuietly('node:trace_events')

interface Reports {
  directory: string
  filename: string
}

/** Before what Node writes about itself, now or later, when nothing can stand before it. */
export function interceptReports(interceptor: Interceptor, change: Change): void {
  const inFolder = (name = ''): string => resolve((process.report as Reports).directory || '.', name)
  interceptor.before(v8, 'writeHeapSnapshot', (_, [path]) => change('v8.writeHeapSnapshot', path ?? '.'))
  interceptor.before(v8, 'setHeapSnapshotNearHeapLimit', () => change('v8.setHeapSnapshotNearHeapLimit', '.'))
  interceptor.before(process.report, 'writeReport', (_, [path]) =>
    change('process.report.writeReport', inFolder(typeof path === 'string' ? path : undefined)),
  )
  interceptor.beforeSet(process.report, 'directory', (value) => {
    if (value) change('process.report.directory', value)
  })
  interceptor.beforeSet(process.report, 'filename', (value) => {
    if (typeof value === 'string' && value !== '') change('process.report.filename', inFolder(value))
  })
  for (const name of ['reportOnFatalError', 'reportOnSignal', 'reportOnUncaughtException'])
    interceptor.beforeSet(process.report, name, (value) => {
      if (value) change(`process.report.${name}`, inFolder())
    })
  interceptor.before(Module, 'enableCompileCache', (_, [given]) => {
    const folder =
      typeof given === 'object' && given !== null ? (given as { directory?: unknown }).directory : given
    // By default it is in the temporary folder.
    change('module.enableCompileCache', folder ?? process.env['NODE_COMPILE_CACHE'])
  })
  if (traceEvents !== null)
    interceptor.before(traceEvents, 'createTracing', () =>
      change('trace_events.createTracing', 'node_trace.1.log'),
    )
}
