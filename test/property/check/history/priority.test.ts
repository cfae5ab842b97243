import { priority } from '../../../../src/check/history/priority.ts'
import { serviceRules } from '../../../../src/check/history/service-rule.ts'
import { describeOrderedChecker } from './describe-ordered-checker.ts'

describeOrderedChecker(priority, serviceRules.priority)
