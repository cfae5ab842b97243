// Feeders: what a source yields is what the workload gets.
import { Readable } from 'node:stream'
import { dataFrom, dataFromFile, runStress, stressTest, type DataSource } from 'vitest-stress'

interface Order {
  id: number
  amount: number
}
const orders: readonly Order[] = [{ id: 1, amount: 5 }]

// Arrays, iterables, and functions that make them.
stressTest('', { data: dataFrom(orders) }, ({ iteration }) => iteration.data.amount.toFixed())
stressTest('', { data: dataFrom([{ name: 'a' }], { order: 'unique' }) }, ({ iteration }) => {
  const name: string = iteration.data.name
  // @ts-expect-error no such field
  return [name, iteration.data.nam]
})
stressTest('', { data: dataFrom(new Map([['a', 1]])) }, ({ iteration: { data } }) => {
  const [key, value]: [string, number] = data
  return [key, value]
})
stressTest(
  '',
  {
    data: dataFrom(function* ({ random, agents, plannedIterations }) {
      const planned: number | null | undefined = plannedIterations
      for (;;) yield { amount: random.integer(1, 5), agent: agents[0], planned }
    }),
  },
  ({ iteration }) => iteration.data.amount.toFixed(),
)
stressTest(
  '',
  {
    data: dataFrom(async function* () {
      yield { at: new Date() }
    }),
  },
  ({ iteration }) => iteration.data.at.getTime(),
)
export const sources: DataSource<number>[] = [
  dataFrom([1, 2], { order: 'random', maxItems: 5 }),
  dataFrom(() => [1, 2]),
  dataFrom(new Set([1])),
  dataFrom([1].values()),
  dataFrom(
    async function* () {
      yield 1
    },
    { readAhead: 5 },
  ),
]
export const stream: DataSource<unknown> = dataFrom(Readable.from(['a']))
// @ts-expect-error a string is more likely meant as a path
dataFrom('orders.csv')
// @ts-expect-error no such order
dataFrom([], { order: 'shuffle' })
// @ts-expect-error no such option
dataFrom([], { ordre: 'random' })
// @ts-expect-error items, not a promise of them
dataFrom(async () => [1])
// @ts-expect-error other items
export const strings: DataSource<string> = dataFrom([1])

// Files: strings by column, or what `types` says, or what you say.
stressTest('', { data: dataFromFile('users.csv', { order: 'circular' }) }, ({ iteration }) => {
  const name: string | undefined = iteration.data['name']
  return name
})
stressTest(
  '',
  { data: dataFromFile('users.csv', { types: { id: 'string', amount: 'number', paid: 'boolean' } }) },
  ({ iteration: { data } }) => {
    const id: string = data.id
    const amount: number = data.amount
    const paid: boolean = data.paid
    // @ts-expect-error `types` does not name it
    return [id, amount, paid, data.name]
  },
)
stressTest('', { data: dataFromFile<Order>('orders.jsonl') }, ({ iteration }) =>
  iteration.data.amount.toFixed(),
)
stressTest('', { data: dataFromFile<{ id: string }>('a.csv') }, ({ iteration }) => iteration.data.id.trim())
stressTest('', { data: dataFromFile(new URL('file:///orders.jsonl')) }, ({ iteration }) => {
  const anything: unknown = iteration.data
  // @ts-expect-error nobody said what is in it
  return [anything, iteration.data.id]
})
dataFromFile('plain.txt', { format: 'csv', columns: ['a'], delimiter: ';' })
// @ts-expect-error no such format
dataFromFile('a.xml', { format: 'xml' })
// @ts-expect-error no such type
dataFromFile('a.csv', { types: { id: 'date' } })

// In a plain test as well, and in a source of your own that is ready later.
void runStress({ data: dataFrom(orders) }, ({ iteration }) => iteration.data.id)
export const own: DataSource<number> = {
  carries: 'data',
  open: ({ plannedIterations }) =>
    Object.assign(({ index }: { index: number }) => index + (plannedIterations ?? 0), {
      ready: Promise.resolve(),
      close: () => {},
    }),
}
