import { oneOf } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'
import { connectionShare } from '../tcp/flow-parameters.ts'
import { openSilence } from '../tcp/open-silence.ts'
import { proxyPoint } from '../tcp/proxy-point.ts'
import type { TcpProxy } from '../tcp/tcp-proxy.ts'

const ways = ['reset', 'deliver'] as const

export const tcpBlackHole = defineFault({
  kind: 'tcp-black-hole',
  summary: 'Nothing arrives on either side, neither bytes nor the end of a connection; nobody is told.',
  layer: 'tcp',
  point: proxyPoint,
  parameters: {
    onHeal: oneOf(ways)
      .default('reset')
      .describe(
        'Connections that something was kept from are then reset (`reset`), or given all of it (`deliver`).',
      ),
    connectionShare,
  },
  sample: (draw) => ({ onHeal: ways[Math.floor(draw('onHeal') * 2)]! }),
  open: (proxy: TcpProxy, parameters, context) =>
    openSilence(proxy, { ...parameters, direction: 'both' }, context),
})
