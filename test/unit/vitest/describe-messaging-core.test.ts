import { MockMessagingCore } from '../../../src/queue/mock-messaging-core.ts'
import { describeMessagingCore } from '../../../src/vitest/describe-messaging-core.ts'

describeMessagingCore('the mock', () => new MockMessagingCore(), { quietMs: 5, messages: 5 })
