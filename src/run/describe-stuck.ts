import type { StuckInbox } from '../record/recovery/delivery-watch.ts'
import type { StuckWork, WorkOf } from '../record/recovery/progress-watch.ts'

const thousands = new Intl.NumberFormat('en-US')

/** Who got nothing, each by name and once, with what it waits for. `knowsInboxes`: the one inbox is not just the queue. */
export function describeStuck(
  working: readonly StuckWork[],
  inboxes: readonly StuckInbox[],
  knowsInboxes: boolean,
): string[] {
  const found = new Map<string, string[]>()
  const add = (name: string, what: string): void => void found.set(name, [...(found.get(name) ?? []), what])
  for (const { load, agent, asked } of working)
    add(nameOf(load, agent), `${counted(asked, 'iteration')} asked for, none succeeded`)
  for (const { inbox, waiting } of inboxes)
    add(knowsInboxes ? inbox : 'the queue', `${counted(waiting, 'message')} waiting, none delivered`)
  return [...found]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([name, what]) => `${name} (${what.join('; ')})`)
}

function nameOf(load: WorkOf['load'], agent: WorkOf['agent']): string {
  if (load === null) return agent ?? 'the load'
  return agent === null ? `load "${load}"` : `${agent} of load "${load}"`
}

function counted(count: number, noun: string): string {
  return `${thousands.format(count)} ${noun}${count === 1 ? '' : 's'}`
}
