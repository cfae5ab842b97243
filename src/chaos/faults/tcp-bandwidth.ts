import { positive } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'
import { drawWay, flowParameters } from '../tcp/flow-parameters.ts'
import { openBandwidth } from '../tcp/open-bandwidth.ts'
import { proxyPoint } from '../tcp/proxy-point.ts'

export const tcpBandwidth = defineFault({
  kind: 'tcp-bandwidth',
  summary: 'Bytes pass at a limited rate; beyond 1 MiB that waits, the sender has to wait.',
  layer: 'tcp',
  point: proxyPoint,
  parameters: {
    bytesPerSecond: positive().default(64_000).describe('Of each direction of each connection.'),
    ...flowParameters,
  },
  // From 1 kB to 1 MB per second, each size of it as likely.
  sample: (draw) => ({
    bytesPerSecond: Math.round(1_000 * 1_000 ** draw('bytesPerSecond')),
    direction: drawWay(draw('direction')),
  }),
  open: openBandwidth,
})
