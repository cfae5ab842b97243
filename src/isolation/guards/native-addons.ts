import { realPath } from '../real-path.ts'
import type { Guard } from '../guard.ts'
import { Interceptor } from '../intercept.ts'

/** Compiled code does what it likes: it is let in, or not. */
export const nativeAddons: Guard = {
  surface: 'native-addons',
  install(policy, attempt) {
    const interceptor = new Interceptor()
    interceptor.before(process, 'dlopen', (_, [, path]) => {
      const real = realPath(String(path))
      const isListed = policy.allow.modules.some(
        (module) => real === module || real.replaceAll('\\', '/').includes(`/node_modules/${module}/`),
      )
      attempt('process.dlopen', real, policy.strength === 'fenced' && isListed)
    })
    return () => interceptor.restore()
  },
}
