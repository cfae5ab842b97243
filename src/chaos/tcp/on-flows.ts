import { directions, type Direction } from './direction.ts'
import type { TcpFaultContext } from './fault-context.ts'
import type { Stage, StagePlace } from './stage.ts'
import type { ProxiedConnection } from './proxied-connection.ts'
import type { TcpProxy } from './tcp-proxy.ts'

/** Which connections and which way a fault acts on. */
export interface FlowChoice {
  direction: Direction | 'both'
  /** 0 to 1, drawn once for each connection. */
  connectionShare: number
}

/** One direction that a fault acts on. */
export interface FlowPlace extends StagePlace {
  readonly connection: ProxiedConnection
  readonly direction: Direction
  /**
   * A decision for the bytes at `offset`. It is named by the place in the stream and not by the number of the chunk: how
   * bytes are cut into chunks is the kernel's choice, and a cut more must not move all later decisions.
   */
  readonly decideAt: (offset: number) => number
}

/** Opens a fault that is a stage in the flows of a proxy. Returns how to heal it. */
export function openOnFlows(
  proxy: TcpProxy,
  { direction, connectionShare }: FlowChoice,
  context: TcpFaultContext,
  makeStage: (place: FlowPlace) => Stage,
): () => void {
  const chosen = directions.filter((each) => direction === 'both' || direction === each)
  return proxy.eachConnection((connection) => {
    if (!isChosen(connection, connectionShare, context)) return () => {}
    const ends = chosen.map((each) => {
      const decideAt = (offset: number) =>
        context.decide(`connection ${connection.index} ${each} byte ${offset}`)
      return connection.flows[each].addStage((place) =>
        makeStage({ ...place, connection, direction: each, decideAt }),
      )
    })
    return () => {
      for (const end of ends) end()
    }
  })
}

export function isChosen(connection: ProxiedConnection, share: number, context: TcpFaultContext): boolean {
  return share >= 1 || context.decide(`connection ${connection.index}`) < share
}
