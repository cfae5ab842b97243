import { wholeFromZero } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'
import { drawWay, flowParameters } from '../tcp/flow-parameters.ts'
import { openLimit } from '../tcp/open-limit.ts'
import { proxyPoint } from '../tcp/proxy-point.ts'

export const tcpLimit = defineFault({
  kind: 'tcp-limit',
  summary: 'A connection ends after so many bytes, in the middle of a message if need be.',
  layer: 'tcp',
  point: proxyPoint,
  parameters: {
    bytes: wholeFromZero()
      .default(1_000)
      .describe('Of each direction of each connection, counted from when the fault opens.'),
    ...flowParameters,
  },
  sample: (draw) => ({
    bytes: Math.floor(draw('bytes') * 5_000),
    direction: drawWay(draw('direction')),
  }),
  open: openLimit,
})
