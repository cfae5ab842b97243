import { fifo } from '../../../../src/check/history/fifo.ts'
import { serviceRules } from '../../../../src/check/history/service-rule.ts'
import { describeOrderedChecker } from './describe-ordered-checker.ts'

describeOrderedChecker(fifo, serviceRules.fifo)
