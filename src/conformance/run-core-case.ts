import type { Clock } from '../foundation/clock.ts'
import { seededRandom } from '../foundation/random.ts'
import type { CaseResult } from './behavior-case.ts'
import type { CoreCase } from './core-case.ts'
import { CoreContext } from './core-context.ts'
import type { CoreFactory } from './core-factory.ts'
import type { ResolvedCoreOptions } from './core-options.ts'
import { describeError } from './error-name.ts'
import { openCore } from './open-core.ts'

/**
 * Holds a new core to one case. Rejects with `InputError` only where the factory makes no core; whatever the core does is
 * in the result.
 */
export async function runCoreCase(
  behavior: CoreCase,
  factory: CoreFactory,
  options: ResolvedCoreOptions,
  clock: Clock,
): Promise<CaseResult> {
  const { name } = behavior
  const opened = await openCore(factory)
  const context = new CoreContext(opened, options, clock, seededRandom(options.seed).fork(name))
  const { violations, undecided } = context
  // `arrivals` is the user's, too.
  await behavior.run(context).catch((error: unknown) => void undecided.push(describeError(error)))
  try {
    await opened.close()
  } catch (error) {
    undecided.push(`close: ${describeError(error)}`)
  }
  if (violations.length > 0) return { name, status: 'violated', detail: violations.join('\n') }
  if (undecided.length > 0) return { name, status: 'invalid', detail: undecided.join('\n') }
  return { name, status: 'kept', detail: '' }
}
