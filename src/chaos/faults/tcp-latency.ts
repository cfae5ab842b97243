import { millisecondsFromZero } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'
import { drawWay, flowParameters } from '../tcp/flow-parameters.ts'
import { openLatency } from '../tcp/open-latency.ts'
import { proxyPoint } from '../tcp/proxy-point.ts'

export const tcpLatency = defineFault({
  kind: 'tcp-latency',
  summary: 'Bytes, and the end of a connection, arrive later; their order stays.',
  layer: 'tcp',
  point: proxyPoint,
  parameters: {
    delayMs: millisecondsFromZero().default(100).describe('How much later.'),
    jitterMs: millisecondsFromZero()
      .default(0)
      .describe('Each chunk takes from `delayMs - jitterMs` to `delayMs + jitterMs`.'),
    ...flowParameters,
  },
  sample: (draw) => ({
    delayMs: 5 + Math.floor(draw('delayMs') * 195),
    jitterMs: Math.floor(draw('jitterMs') * 50),
    direction: drawWay(draw('direction')),
  }),
  open: openLatency,
})
