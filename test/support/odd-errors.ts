/** An object that says its reason, and throws when `property` is read. */
export function throwingOn(property: 'reason' | 'name' | 'message'): object {
  const given = property === 'name' ? {} : { reason: 'known' }
  return Object.defineProperty(given, property, {
    get: () => {
      throw new Error('not to be read')
    },
  })
}

/** An object of which nothing can be asked. */
export function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}
