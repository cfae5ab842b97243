import type { Operation } from '../../../../src/model/history.ts'

/**
 * `+a 0-2` enqueue of a during 0 to 2, `+a:5 0-2` of priority 5, `-a 3-4` its dequeue, `-_ 3-4` answered empty,
 * `[a b] 3-9` a drain. `+a? 0`, `-? 3`, `[?] 3`: outcome unknown. `+a! 0-2`: failed. A number is a number. One per comma.
 */
export function historyOf(notation: string): Operation[] {
  return notation.split(',').map((text, process) => {
    const match = /^\s*(\[.*\]|\S+)\s+(-?[\d.]+)(?:-([\d.]+))?\s*$/.exec(text)
    if (!match) throw new Error(`not an operation: ${text}`)
    const [what, from, to] = [match[1]!, Number(match[2]), match[3]]
    const drain = what.startsWith('[')
    const f = drain ? 'drain' : what.startsWith('+') ? 'enqueue' : 'dequeue'
    const body = drain ? what.slice(1, -1) : what.slice(1)
    const outcome = body.endsWith('?') ? 'info' : body.endsWith('!') ? 'fail' : 'ok'
    const [name = '', priority] = body.replace(/[?!]$/, '').split(':')
    const ids = drain ? name.split(' ').filter(Boolean).map(idOf) : idOf(name)
    return {
      process,
      f,
      outcome,
      invokeTime: from,
      completeTime: outcome === 'info' ? Infinity : Number(to ?? from),
      input: f === 'enqueue' ? ids : null,
      output: outcome === 'ok' || f === 'enqueue' ? ids : null,
      key: undefined,
      priority: priority === undefined ? undefined : Number(priority),
      offset: undefined,
    }
  })
}

function idOf(text: string): string | number | null {
  if (text === '_' || text === '') return null
  return Number.isNaN(Number(text)) ? text : Number(text)
}
