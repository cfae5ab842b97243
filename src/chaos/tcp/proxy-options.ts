import { check, custom, text, z } from '../../foundation/schema.ts'
import { InputError } from '../../foundation/problem.ts'

export interface TcpProxyOptions {
  /** The server: its port on 127.0.0.1, or host and port. */
  to: number | { host: string; port: number }
  /** Where clients connect. Default: 127.0.0.1. */
  host?: string
  /** Default: 0, a free port. */
  port?: number
}

export interface ResolvedProxyOptions {
  readonly to: { readonly host: string; readonly port: number }
  readonly host: string
  readonly port: number
}

const port = (from: number) =>
  custom<number>(
    `a port from ${from} to 65535`,
    (value) => Number.isInteger(value) && (value as number) >= from && (value as number) < 65_536,
  )
const schema = z.strictObject({
  to: z.union([port(1), z.strictObject({ host: text(), port: port(1) })], {
    error: 'a port from 1 to 65535, or { host, port }',
  }),
  host: text().default('127.0.0.1'),
  port: port(0).default(0),
})

/** Throws an InputError with every problem of `options`. */
export function resolveProxyOptions(options: TcpProxyOptions): ResolvedProxyOptions {
  const checked = check(schema, options, '')
  if (!checked.ok) throw new InputError('TcpProxy.start', checked.problems)
  const { to, ...rest } = checked.value
  return { ...rest, to: typeof to === 'number' ? { host: '127.0.0.1', port: to } : to }
}
