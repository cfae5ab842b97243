import { count, millisecondsFromZero, wholeFromZero } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'
import { drawWay, flowParameters } from '../tcp/flow-parameters.ts'
import { openSlicer } from '../tcp/open-slicer.ts'
import { proxyPoint } from '../tcp/proxy-point.ts'

export const tcpSlicer = defineFault({
  kind: 'tcp-slicer',
  summary: 'Bytes arrive in small pieces, one after the other: messages come in parts.',
  layer: 'tcp',
  point: proxyPoint,
  parameters: {
    pieceBytes: count().default(64).describe('Of each piece.'),
    variationBytes: wholeFromZero()
      .default(0)
      .describe('A piece is smaller or larger by so much at most, and never smaller than one byte.'),
    delayMs: millisecondsFromZero()
      .default(1)
      .describe('Before each piece. At 0, the receiving system may well put them together again.'),
    ...flowParameters,
  },
  sample: (draw) => ({
    pieceBytes: 1 + Math.floor(draw('pieceBytes') * 200),
    variationBytes: Math.floor(draw('variationBytes') * 100),
    direction: drawWay(draw('direction')),
  }),
  open: openSlicer,
})
