import { oneOf } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'
import { directions } from '../tcp/direction.ts'
import { connectionShare } from '../tcp/flow-parameters.ts'
import { openSilence } from '../tcp/open-silence.ts'
import { proxyPoint } from '../tcp/proxy-point.ts'

export const tcpOneWayPartition = defineFault({
  kind: 'tcp-one-way-partition',
  summary: 'Nothing arrives in one direction; the other is open, so that one side believes all is well.',
  layer: 'tcp',
  point: proxyPoint,
  parameters: {
    direction: oneOf(directions)
      .default('to-client')
      .describe('What does not arrive: what the server answers, or what clients send (`to-server`).'),
    onHeal: oneOf(['deliver', 'reset'])
      .default('deliver')
      .describe('What was kept is handed on, as TCP does after an outage, or those connections are reset.'),
    connectionShare,
  },
  sample: (draw) => ({ direction: directions[Math.floor(draw('direction') * 2)]! }),
  open: openSilence,
})
