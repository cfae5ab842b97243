import { oneOf } from '../foundation/schema.ts'
import { orders, type DataOrder } from './orders.ts'

const names = Object.keys(orders) as [DataOrder, ...DataOrder[]]

/** The option `order`. */
export const orderSchema = oneOf(names).default('sequential')
