import type { CoreCase } from './core-case.ts'
import { concurrentSends } from './core-cases/concurrent-sends.ts'
import { content } from './core-cases/content.ts'
import { delivery } from './core-cases/delivery.ts'
import { order } from './core-cases/order.ts'
import { recipients } from './core-cases/recipients.ts'

/** Every case of the contract of `MessagingCore`, in the order in which they run. A new one is a file and a line here. */
export const coreCases: readonly CoreCase[] = [delivery, recipients, content, order, concurrentSends]
