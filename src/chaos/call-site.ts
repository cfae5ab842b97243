import { replaceMethod, type Call } from '../observe/replace-method.ts'
import { Consumer } from '../queue/consumer.ts'
import type { Lease } from '../queue/message-queue.ts'
import type { Message } from '../queue/message.ts'
import type { ActiveFault } from './active-fault.ts'
import type { CallFault, FaultCall, FaultSite } from './fault.ts'
import type { FaultPoint } from './fault-point.ts'
import { untilOver } from './until-over.ts'

/** The methods that are calls at a site, and whether their callers can wait. */
const methodsAt: Record<FaultSite, readonly { name: string; isAsync: boolean }[]> = {
  'core.sendMessage': [{ name: 'sendMessage', isAsync: true }],
  'queue.enqueue': [
    { name: 'enqueue', isAsync: true },
    { name: 'offer', isAsync: false },
  ],
  'queue.dequeue': [
    { name: 'dequeue', isAsync: true },
    { name: 'take', isAsync: false },
  ],
  'queue.ack': [{ name: 'ack', isAsync: false }],
  'queue.nack': [{ name: 'nack', isAsync: false }],
  'consumer.handle': [{ name: 'handle', isAsync: true }],
}

export interface CallWatch {
  /** Whether faults may be open, and calls are counted. */
  readonly isOn: boolean
  /** Leases whose consumer died over them. */
  readonly dead: WeakSet<object>
  /** A call is about to be made; what it triggers is open when this returns. `ofAgent`: its number among those for `agent`. */
  called(at: CallSite, number: number, agent: string | null, ofAgent: number): void
}

/** A call that could not wait, until its caller calls again and can. */
interface Deferred {
  readonly number: number
  readonly resume: (call: Call, self: unknown, args: unknown[]) => unknown
}

/** A call on its way through the faults it meets. */
interface Passage {
  readonly call: Call
  readonly self: unknown
  readonly args: unknown[]
  readonly method: string
  readonly isAsync: boolean
  readonly number: number
  readonly faults: readonly ActiveFault[]
  readonly message: Message | null
}

/** All calls at one site of one object. */
export class CallSite {
  readonly site: FaultSite
  readonly point: FaultPoint
  readonly faults: readonly ActiveFault[]
  readonly #watch: CallWatch
  readonly #ack: ((lease: Lease) => unknown) | null
  #count = 0
  readonly #byAgent = new Map<string, number>()
  /** What an object calls on itself is part of the call under way. */
  #isRunning = false
  /** By item, the method of the call that is under way with it. */
  readonly #underWay = new WeakMap<object, string>()
  readonly #deferred = new WeakMap<object, Deferred>()
  #deferredTake: Deferred | null = null

  constructor(site: FaultSite, point: FaultPoint, faults: readonly ActiveFault[], watch: CallWatch) {
    this.site = site
    this.point = point
    this.faults = faults
    this.#watch = watch
    // As it is now, before faults and observers stand in its place.
    const { ack } = point.value as { ack?: (lease: Lease) => unknown }
    this.#ack = typeof ack === 'function' ? (lease) => ack.call(point.value, lease) : null
  }

  /** Replaces its methods; returns a function that undoes it. */
  attach(): () => void {
    const object = this.point.value as Record<string, unknown>
    const undo = methodsAt[this.site].map(({ name, isAsync }) =>
      replaceMethod(object, name, (call) => (self, args) => this.#called(name, isAsync, call, self, args)),
    )
    return () => {
      for (const end of undo) end()
    }
  }

  #called(method: string, isAsync: boolean, call: Call, self: unknown, args: unknown[]): unknown {
    const item = args[0]
    const key = this.site !== 'queue.dequeue' && typeof item === 'object' && item !== null ? item : null
    // A queue may offer to itself, after a wait too, what it was given to enqueue; the same call again is its user's.
    const outer = key === null ? undefined : this.#underWay.get(key)
    const isInner = this.#isRunning || (outer !== undefined && outer !== method)
    if (!this.#watch.isOn || isInner) return call(self, args)
    // Whoever is dead says nothing.
    if (key !== null && isSettling(this.site) && this.#watch.dead.has(key)) return false
    const deferred = this.#takeDeferred(key, isAsync)
    if (deferred !== null && isAsync)
      return this.#guard(key, method, () => deferred.resume(this.#plain(call), self, args))
    if (deferred !== null) return this.#plain(call)(self, args)
    const message = messageOf(this.site, item)
    const number = ++this.#count
    const agent = message?.recipient ?? null
    this.#watch.called(this, number, agent, agent === null ? 0 : this.#countFor(agent))
    const faults = this.#meeting(message, number)
    if (faults === null) return this.#callThrough(key, method, call, self, args)
    const passage: Passage = { call: this.#plain(call), self, args, method, isAsync, number, faults, message }
    return this.#guard(key, method, () => this.#enter(passage, 0))
  }

  /** The faults that act on this call; null where none does, as it is with most calls. */
  #meeting(message: Message | null, number: number): ActiveFault[] | null {
    let met: ActiveFault[] | null = null
    for (const fault of this.faults)
      if (fault.state === 'open' && fault.meets(this.site, message, number)) (met ??= []).push(fault)
    return met
  }

  /** As `#plain` under `#guard`, written out for the calls that meet no fault. */
  #callThrough(key: object | null, method: string, call: Call, self: unknown, args: unknown[]): unknown {
    const isWatched = key !== null && this.site === 'queue.enqueue'
    if (isWatched) return this.#guard(key, method, () => this.#plain(call)(self, args))
    const was = this.#isRunning
    this.#isRunning = true
    try {
      return call(self, args)
    } finally {
      this.#isRunning = was
    }
  }

  #enter(passage: Passage, index: number): unknown {
    if (!passage.isAsync) return this.#pass(passage, index)
    try {
      return Promise.resolve(this.#pass(passage, index))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  /** Through the faults from `index` on, to the call itself. */
  #pass(passage: Passage, index: number): unknown {
    const fault = passage.faults[index]
    if (fault === undefined) return passage.call(passage.self, passage.args)
    const { definition, scheduled } = fault.bound
    return untilOver(() => {
      const context = fault.contextAt(this.site, passage.number)
      const call = this.#callOf(passage, index, fault)
      return (definition as CallFault).apply(call, scheduled.parameters, context)
    }, fault.begin())
  }

  #callOf(passage: Passage, index: number, fault: ActiveFault): FaultCall {
    const { method, isAsync, number, message, args, self } = passage
    const lease = leaseOf(this.site, args[0])
    const call: FaultCall = {
      site: this.site,
      method,
      number,
      message,
      recipients: () => [...this.#byAgent.keys()],
      lease,
      target: self as object,
      isAsync,
      proceed: (other) => {
        const changed =
          other === undefined ? passage : { ...passage, message: other, args: [other, ...args.slice(1)] }
        return this.#pass(changed, index + 1)
      },
      later: (work) => {
        if (isAsync) return work(call)
        const release = fault.hold()
        const resume: Deferred['resume'] = (newCall, newSelf, newArgs) => {
          const again = { ...passage, call: newCall, self: newSelf, args: newArgs, isAsync: true }
          const working = work(this.#callOf(again, index, fault))
          working.then(release, release)
          return working
        }
        return this.#defer({ number, resume }, args[0], () => resume(passage.call, self, args))
      },
      ack: (held) => {
        if (this.#ack === null) throw new Error(`${this.site} knows no acks`)
        return this.#ack(held)
      },
      die: () => {
        if (lease === null) return
        this.#watch.dead.add(lease)
        if (self instanceof Consumer) (self.dead ??= new WeakSet()).add(lease)
      },
    }
    return call
  }

  /** What a caller that cannot wait is told. */
  #defer(deferred: Deferred, item: unknown, now: () => unknown): unknown {
    if (this.site === 'queue.enqueue') {
      this.#deferred.set(item as object, deferred)
      return false
    }
    if (this.site === 'queue.dequeue') {
      this.#deferredTake = deferred
      return null
    }
    // Nobody calls again for an ack: it is done when it is done, and its answer is lost.
    Promise.resolve(now()).catch(() => {})
    return null
  }

  /** The call before that this one is the rest of. Who polls with `take` alone has waited long enough by the next. */
  #takeDeferred(key: object | null, isAsync: boolean): Deferred | null {
    if (this.site === 'queue.dequeue') {
      const deferred = this.#deferredTake
      this.#deferredTake = null
      return deferred
    }
    if (key === null || !isAsync) return null
    const deferred = this.#deferred.get(key) ?? null
    this.#deferred.delete(key)
    return deferred
  }

  #plain(call: Call): Call {
    return (self, args) => {
      const was = this.#isRunning
      this.#isRunning = true
      try {
        return call(self, args)
      } finally {
        this.#isRunning = was
      }
    }
  }

  /** Remembers what is under way with an item that comes in. */
  #guard(key: object | null, method: string, work: () => unknown): unknown {
    if (key === null || this.site !== 'queue.enqueue' || this.#underWay.has(key)) return work()
    this.#underWay.set(key, method)
    return untilOver(work, () => void this.#underWay.delete(key))
  }

  #countFor(agent: string): number {
    const count = (this.#byAgent.get(agent) ?? 0) + 1
    this.#byAgent.set(agent, count)
    return count
  }
}

function isSettling(site: FaultSite): boolean {
  return site === 'queue.ack' || site === 'queue.nack'
}

function leaseOf(site: FaultSite, item: unknown): Lease | null {
  const canHold = isSettling(site) || site === 'consumer.handle'
  return canHold && typeof item === 'object' && item !== null && 'message' in item ? (item as Lease) : null
}

function messageOf(site: FaultSite, item: unknown): Message | null {
  if (site === 'queue.dequeue') return null
  const message: unknown = leaseOf(site, item)?.message ?? item
  return typeof message === 'object' && message !== null ? (message as Message) : null
}
