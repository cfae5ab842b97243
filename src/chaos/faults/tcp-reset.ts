import { millisecondsFromZero } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'
import { connectionShare } from '../tcp/flow-parameters.ts'
import { openReset } from '../tcp/open-reset.ts'
import { proxyPoint } from '../tcp/proxy-point.ts'

export const tcpReset = defineFault({
  kind: 'tcp-reset',
  summary: 'Connections are torn down (RST): those that are open, and each that comes meanwhile.',
  layer: 'tcp',
  point: proxyPoint,
  parameters: {
    afterMs: millisecondsFromZero()
      .default(0)
      .describe('From when the fault opens, or the connection is accepted if that is later.'),
    connectionShare,
  },
  sample: (draw) => ({ afterMs: Math.floor(draw('afterMs') * 200) }),
  open: openReset,
})
