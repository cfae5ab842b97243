import type { Guard } from '../guard.ts'
import { Interceptor } from '../intercept.ts'

/** The environment and the working folder, which all that runs in the process shares. */
export const processState: Guard = {
  surface: 'process-state',
  install(policy, attempt) {
    const interceptor = new Interceptor()
    const isAllowed = (): boolean => policy.strength === 'fenced'
    interceptor.before(process, 'chdir', (_, [folder]) =>
      attempt('process.chdir', String(folder), isAllowed()),
    )
    interceptor.before(process, 'loadEnvFile', (_, [path]) =>
      attempt('process.loadEnvFile', typeof path === 'string' ? path : '.env', isAllowed()),
    )
    const change = (name: string | symbol, before: unknown, after: unknown): void => {
      if (typeof name === 'string' && before !== after) attempt('process.env', name, isAllowed())
    }
    const env = new Proxy(process.env, {
      set(target, name, value: unknown) {
        change(name, Reflect.get(target, name), String(value))
        return Reflect.set(target, name, value)
      },
      deleteProperty(target, name) {
        change(name, Reflect.get(target, name), undefined)
        return Reflect.deleteProperty(target, name)
      },
      defineProperty(target, name, descriptor) {
        change(name, Reflect.get(target, name), String(descriptor.value))
        return Reflect.defineProperty(target, name, descriptor)
      },
    })
    interceptor.replace(process, 'env', env)
    return () => interceptor.restore()
  },
}
