import { millisecondsFromZero } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'
import { flowParameters } from '../tcp/flow-parameters.ts'
import { openSlowClose } from '../tcp/open-slow-close.ts'
import { proxyPoint } from '../tcp/proxy-point.ts'

export const tcpSlowClose = defineFault({
  kind: 'tcp-slow-close',
  summary: 'Bytes pass as they come; the end of a connection, or its reset, arrives later.',
  layer: 'tcp',
  point: proxyPoint,
  parameters: {
    delayMs: millisecondsFromZero().default(500).describe('How much later.'),
    ...flowParameters,
  },
  sample: (draw) => ({ delayMs: 50 + Math.floor(draw('delayMs') * 950) }),
  open: openSlowClose,
})
