import type { Clock } from '../foundation/clock.ts'
import type { z } from '../foundation/schema.ts'
import type { Lease } from '../queue/message-queue.ts'
import type { Message } from '../queue/message.ts'

/** Where calls of the kit's objects can be interfered with. `queue.enqueue` stands for `offer` too, `queue.dequeue` for `take`. */
export const faultSites = [
  'core.sendMessage',
  'queue.enqueue',
  'queue.dequeue',
  'queue.ack',
  'queue.nack',
  'consumer.handle',
] as const
export type FaultSite = (typeof faultSites)[number]

export const faultLayers = ['core', 'queue', 'tcp', 'process', 'runtime', 'clock', 'storage'] as const
export type FaultLayer = (typeof faultLayers)[number]

/** How large a fault was to be, and how large it came out: `{ name: 'stallMs', asked: 300, seen: 300.2 }`. */
export interface FaultSize {
  readonly name: string
  readonly asked: number
  readonly seen: number
}

/** What a fault is given beside its parameters. */
export interface FaultContext {
  /** The clock of the run. */
  readonly clock: Clock
  /**
   * In [0, 1), from nothing but the seed of the run, the id of the fault, where it is asked and how often it was asked
   * there under this label: no other fault, and no other label, moves it.
   */
  readonly decide: (label: string) => number
  /** In [0, 1), the same for the same key whenever it is asked: for what is to befall a message each time it comes. */
  readonly chance: (key: string) => number
  /** What the fault keeps from call to call; made once. */
  readonly state: <T>(make: () => T) => T
  /** To be called each time the fault had its effect. A fault that never fired makes the run `invalid`. */
  readonly fired: (size?: FaultSize) => void
  /** Until what it returns is called, a number of calls that is used up does not end the fault: for work that goes on after the call. */
  readonly hold: () => () => void
  /** For a fault that is open over a time, and has nothing more to do: it is healed now, before its time is up. */
  readonly over: () => void
  /** Aborted when the fault is to be over: what waits must not wait any longer. */
  readonly signal: AbortSignal
}

/** A call that a fault stands in the place of. */
export interface FaultCall {
  readonly site: FaultSite
  /** As it was called: `offer`. */
  readonly method: string
  /** Its number among the calls at this site, from 1. */
  readonly number: number
  /** What it carries; null where that is not known before the call, as in `dequeue`. */
  readonly message: Message | null
  /** Recipients of the calls at this site so far, this one's among them, in the order in which they were first named. */
  readonly recipients: () => readonly string[]
  /** What it settles or handles; null elsewhere. */
  readonly lease: Lease | null
  /** The queue, core or consumer itself. What is called on it directly passes through other faults. */
  readonly target: object
  /** The caller is given a promise. False for `offer`, `take`, `ack` and `nack`, which answer at once. */
  readonly isAsync: boolean
  /** The call itself, with another message in the place of its own where one is given. May be called more than once, or never. */
  readonly proceed: (message?: Message) => unknown
  /**
   * For what takes time: `work`, and the caller waits for it. A caller that cannot wait is told that nothing can be done at
   * once (`offer`: false, `take`: null), and `work` runs when it calls again and can.
   */
  readonly later: (work: (call: FaultCall) => Promise<unknown>) => unknown
  /** Acks a lease of this queue behind the back of its consumer: neither faults nor observers see it. */
  readonly ack: (lease: Lease) => unknown
  /** Whoever holds the lease of this call is dead from now on: its ack or nack changes nothing any more. */
  readonly die: () => void
}

/** Undoes a fault; called once, whatever happens. What it rejects with stands in the problems of the run. */
export type Heal = () => unknown

interface FaultBase<Fields extends z.ZodRawShape, Kind extends string> {
  /** Kebab-case: `ack-lost`. */
  readonly kind: Kind
  /** One sentence for the reference page. */
  readonly summary: string
  readonly layer: FaultLayer
  /** Its own options, each with a default wherever there is a sensible one, units in their names (`delayMs`). */
  readonly parameters: Fields
  /** No system could keep its promises under it: `chaos` draws it only where its kind is named. Default: false. */
  readonly unsurvivable?: boolean
  /** It acts on few of the calls that it meets: `chaos` leaves it open over a stretch of the load, not for a few calls. Default: false. */
  readonly lasting?: boolean
  /** Parameters for `chaos`, which draws its faults: from `draw`, in [0, 1), by label. Default: none, so all have their defaults. */
  sample?(draw: (label: string) => number): Partial<z.input<z.ZodObject<Fields>>>
}

/** A fault of single calls. */
export interface CallFault<
  Fields extends z.ZodRawShape = z.ZodRawShape,
  Kind extends string = string,
> extends FaultBase<Fields, Kind> {
  /** All that it can act on; a scenario may choose among them. */
  readonly sites: readonly FaultSite[]
  /** Instead of the call; what it returns or throws is what the caller gets. */
  apply(call: FaultCall, parameters: z.output<z.ZodObject<Fields>>, context: FaultContext): unknown
}

/** A fault that is open for a time. */
export interface WindowFault<
  Fields extends z.ZodRawShape = z.ZodRawShape,
  Kind extends string = string,
  Point = unknown,
> extends FaultBase<Fields, Kind> {
  /** What it acts on, as the scenario names it in `faultPoints`; null: the process itself. */
  readonly point: {
    /** For a person: `a TcpProxy`. */
    readonly expected: string
    accepts(value: unknown): value is Point
  } | null
  /** At most one such fault may be open on one point at a time: killing what is paused makes no sense. Default: false. */
  readonly alone?: boolean
  /** Opens it, and returns what undoes it. May take its time; `context.signal` aborts where it is to be over before it is open. */
  open(point: Point, parameters: z.output<z.ZodObject<Fields>>, context: FaultContext): Heal | Promise<Heal>
}

/** A fault that is open for a time, whatever it acts on: only what it accepts is handed to it. */
export type WindowDefinition<
  Fields extends z.ZodRawShape = z.ZodRawShape,
  Kind extends string = string,
> = Omit<WindowFault<Fields, Kind, never>, 'point'> & {
  readonly point: { readonly expected: string; accepts(value: unknown): boolean } | null
}

/** A kind of thing that goes wrong. */
export type FaultDefinition<Fields extends z.ZodRawShape = z.ZodRawShape, Kind extends string = string> =
  | CallFault<Fields, Kind>
  | WindowDefinition<Fields, Kind>

/** Declares a fault of single calls; its parameters' types follow from `parameters` (zod). */
export function defineFault<Fields extends z.ZodRawShape, const Kind extends string>(
  definition: CallFault<Fields, Kind>,
): CallFault<Fields, Kind>
/** Declares a fault that is open for a time. Pass either as `kind` of an entry of `faults`. */
export function defineFault<Fields extends z.ZodRawShape, const Kind extends string, Point>(
  definition: WindowFault<Fields, Kind, Point>,
): WindowFault<Fields, Kind, Point>
export function defineFault(definition: unknown): unknown {
  return definition
}
