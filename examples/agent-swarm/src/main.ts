// The application: registers the real core once; every processor without a core of its own uses it.
import { MessageQueueProcessor, setDefaultCore } from 'vitest-stress/queue'

setDefaultCore(() => import('./real-core.ts'))

export const processor = new MessageQueueProcessor()
