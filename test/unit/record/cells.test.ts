import { describe, expect, test } from 'vitest'
import { Cells, maxCells } from '../../../src/record/cells.ts'

describe('cells', () => {
  test('are one for each phase, agent and message type', () => {
    const cells = new Cells('open')
    const cell = cells.at('steady', 'Agent-1', 'BROADCAST')
    expect(cells.at('steady', 'Agent-1', 'BROADCAST')).toBe(cell)
    for (const other of [
      cells.at('warmup', 'Agent-1', 'BROADCAST'),
      cells.at('steady', 'Agent-2', 'BROADCAST'),
      cells.at('steady', 'Agent-1', 'ONBOARDING'),
      cells.at('steady', null, 'BROADCAST'),
    ]) {
      expect(other).not.toBe(cell)
    }
    expect(cells.matching({})).toHaveLength(5)
  })

  test('are the same ones, whichever came before', () => {
    const cells = new Cells('closed')
    const [a, b, c] = ['a', 'b', 'c'].map((agent) => cells.at('steady', agent, null))
    // In turn, then out of it, then with another phase and type where its turn would be.
    const asked = ['a', 'b', 'c', 'a', 'b', 'c', 'a', 'c', 'c', 'b', 'a', 'b', 'c']
    const found = asked.map((agent) => cells.at('steady', agent, null))
    expect(found.map((cell) => [a, b, c].indexOf(cell))).toEqual(asked.map((agent) => 'abc'.indexOf(agent)))
    cells.at('steady', 'a', null)
    expect(cells.at('warmup', 'b', null)).not.toBe(b)
    cells.at('steady', 'a', null)
    expect(cells.at('steady', 'b', 'x')).not.toBe(b)
    expect(cells.matching({})).toHaveLength(5)
  })

  test('are found by what a filter names, and all where it names nothing', () => {
    const cells = new Cells('open')
    for (const phase of ['warmup', 'steady'] as const) {
      for (const agent of ['a', 'b', null]) for (const type of ['x', 'y']) cells.at(phase, agent, type)
    }
    expect(cells.matching({})).toHaveLength(12)
    expect(cells.matching({ phase: 'warmup' })).toHaveLength(6)
    expect(cells.matching({ agent: 'a' })).toHaveLength(4)
    expect(cells.matching({ messageType: 'x' })).toHaveLength(6)
    expect(cells.matching({ phase: 'steady', agent: 'b', messageType: 'y' })).toEqual([
      cells.at('steady', 'b', 'y'),
    ])
    expect(cells.matching({ agent: 'c' })).toEqual([])
  })

  test('name agents and message types once, in the order they came', () => {
    const cells = new Cells('closed')
    for (const [agent, type] of [
      ['b', 'y'],
      ['a', 'y'],
      ['b', 'x'],
      [null, null],
    ] as const)
      cells.at('steady', agent, type)
    expect(cells.agents()).toEqual(['b', 'a'])
    expect(cells.messageTypes()).toEqual(['y', 'x'])
  })

  test('of a closed model have no lateness, and service time is response time', () => {
    const cell = new Cells('closed').at('steady', null, null)
    expect(cell.lateness).toBeNull()
    expect(cell.service).toBe(cell.response)
    const open = new Cells('open').at('steady', null, null)
    expect(open.lateness).not.toBeNull()
    expect(open.service).not.toBe(open.response)
  })

  test('beyond the most there may be are counted together, and that is known', () => {
    const cells = new Cells('closed')
    for (let index = 0; index < maxCells; index++) cells.at('steady', null, `type-${index}`)
    expect(cells.overflowed).toBe(false)
    const overflow = cells.at('steady', 'Agent-1', 'one-too-many')
    expect(cells.overflowed).toBe(true)
    expect(overflow).toBe(cells.at('steady', 'Agent-2', 'another'))
    expect(overflow).toMatchObject({ phase: 'steady', agent: null, messageType: null })
    expect(cells.at('steady', null, 'type-7').messageType).toBe('type-7')
    expect(cells.matching({})).toHaveLength(maxCells + 1)
  })
})
