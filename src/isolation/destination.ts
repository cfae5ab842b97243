/** Where something is sent to: a host and port, or a Unix socket. */
export interface Destination {
  host: string
  /** null: none is known. */
  port: number | null
  /** Of a Unix socket or a named pipe. */
  path: string | null
  /** `127.0.0.1:5432`, or the path. */
  text: string
}

interface Address {
  host?: unknown
  address?: unknown
  port?: unknown
  path?: unknown
}

/** Of the arguments of `connect`: a list made of them, options, a port and a host, or a path. */
export function destinationOf(args: readonly unknown[]): Destination {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args
  if (typeof first === 'object' && first !== null) {
    const { host, address, port, path } = first as Address
    return typeof path === 'string' ? pathTo(path) : hostAt(host ?? address, port)
  }
  if (typeof first === 'string' && !/^\d+$/.test(first)) return pathTo(first)
  return hostAt(second, first)
}

/** Of the arguments of `listen` and `bind`. */
export function listeningAt(args: readonly unknown[]): Destination {
  const to = destinationOf(args)
  return to.path === null && to.host === anyHost ? { ...to, text: `*:${to.port ?? 0}` } : to
}

/** Of the arguments of `send`: message, maybe offset and length, port, address. null: to where the socket is connected. */
export function sendingTo(args: readonly unknown[]): Destination | null {
  // Node takes an address that is not given for none.
  const rest = args.slice(1).filter((arg) => typeof arg !== 'function' && arg !== undefined && arg !== null)
  const isAddress = (arg: unknown): boolean => typeof arg === 'string'
  const at = rest.findLastIndex(isAddress)
  if (at >= 1) return hostAt(rest[at], rest[at - 1])
  if (rest.length === 1) return hostAt(undefined, rest[0])
  return rest.length >= 3 ? hostAt(undefined, rest[2]) : null
}

/** Of what `fetch` and the like are given; null for what is no address of a host. */
export function urlOf(given: unknown): Destination | null {
  const text = given instanceof Request ? given.url : String(given)
  // A load asks the same few again and again, and parsing takes longer than all else that is done here.
  const whole = /^\w+:\/\/[^/?#]*/.exec(text)?.[0]
  if (whole === undefined) return null
  let known = origins.get(whole)
  if (known === undefined) {
    known = parseOrigin(whole)
    if (origins.size < mostOrigins) origins.set(whole, known)
  }
  return known
}

const origins = new Map<string, Destination | null>()
const mostOrigins = 1_000

function parseOrigin(text: string): Destination | null {
  if (!URL.canParse(text)) return null
  const { protocol, hostname, port } = new URL(text)
  const usual = { 'http:': 80, 'ws:': 80, 'https:': 443, 'wss:': 443 }[protocol]
  return usual === undefined ? null : hostAt(hostname.replace(/^\[|\]$/g, ''), port === '' ? usual : port)
}

const anyHost = 'localhost'

function hostAt(host: unknown, port: unknown): Destination {
  const name = typeof host === 'string' && host !== '' ? host : anyHost
  const number = port === undefined || port === null ? null : Number(port)
  const shown = name.includes(':') ? `[${name}]` : name
  return { host: name, port: number, path: null, text: number === null ? shown : `${shown}:${number}` }
}

function pathTo(path: string): Destination {
  return { host: '', port: null, path, text: path }
}
