import { defineFault } from '../fault.ts'
import { openRefuse } from '../tcp/open-refuse.ts'
import { proxyPoint } from '../tcp/proxy-point.ts'

export const tcpRefuse = defineFault({
  kind: 'tcp-refuse',
  summary: 'Connecting is refused (ECONNREFUSED); connections that are open stay.',
  layer: 'tcp',
  point: proxyPoint,
  parameters: {},
  open: openRefuse,
})
