import dns from 'node:dns'
import { isIP } from 'node:net'
import type { Interceptor } from './intercept.ts'

const asking = [
  'lookup',
  'lookupService',
  'resolve',
  'resolve4',
  'resolve6',
  'resolveAny',
  'resolveCaa',
  'resolveCname',
  'resolveMx',
  'resolveNaptr',
  'resolveNs',
  'resolvePtr',
  'resolveSoa',
  'resolveSrv',
  'resolveTlsa',
  'resolveTxt',
  'reverse',
]

/** Before everything that asks for a name: what is asked for may carry anything to whoever answers. */
export function interceptNames(interceptor: Interceptor, ask: (what: string, name: string) => void): void {
  for (const name of asking) {
    const check = (_: unknown, [asked]: unknown[]): void => {
      // Nobody is asked for an address that is one already.
      if (name === 'lookup' && (typeof asked !== 'string' || asked === '' || isIP(asked) !== 0)) return
      ask(`dns.${name}`, String(asked))
    }
    interceptor.before(dns, name, check)
    interceptor.before(dns.Resolver.prototype, name, check)
    interceptor.before(dns.promises, name, check, 'rejects')
    interceptor.before(dns.promises.Resolver.prototype, name, check, 'rejects')
  }
}
