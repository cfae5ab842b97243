/** What the scenarios need beside their own files. */
export const cleanProject: Record<string, string> = {
  'package.json': '{ "type": "module" }',
  'src/price.ts': 'export const price = () => 1',
  'src/sum.ts': 'export const add = (a: number, b: number) => a + b',
  'src/later.ts': 'export const later = 1',
  'data/users.csv': 'id,name\n1,Ann\n2,Bo\n',
  'data/orders.jsonl': '{"id":1}\n{"id":2}\n',
  'stress/shop.workload.ts': `
import { counter } from 'vitest-stress'
export const metrics = { orders: counter() }
export const target = () => ({ close() {} })
export default async ({ metrics }) => { metrics.orders.add(); await new Promise((resolve) => setTimeout(resolve, 1)) }`,
  'node_modules/old-shop/package.json': '{ "name": "old-shop", "version": "1.0.0", "main": "index.js" }',
  'node_modules/old-shop/index.js':
    "const fs = require('fs'); fs.existsSync('/'); module.exports = (text) => text + '!'",
}
