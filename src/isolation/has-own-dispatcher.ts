// Where undici keeps it, its copy in Node as well as the package.
const keys = [1, 2].map((version) => Symbol.for(`undici.globalDispatcher.${version}`))
/** Those connect, and do nothing else. */
const plain = ['Agent', 'EnvHttpProxyAgent', 'Dispatcher1Wrapper']

/**
 * Whether `fetch` goes by way of something that somebody has put there, for this call or for all: a mock answers by itself,
 * and anything else that connects is seen when it does.
 */
export function hasOwnDispatcher(options: unknown): boolean {
  const given = (options as { dispatcher?: object } | null | undefined)?.dispatcher
  if (given !== undefined && given !== null) return true
  const ofAll = keys.map((key) => (globalThis as { [key: symbol]: object | undefined })[key])
  return ofAll.some((each) => each !== undefined && !plain.includes(each.constructor.name))
}
