import { stablePriority } from '../../../../src/check/history/stable-priority.ts'
import { serviceRules } from '../../../../src/check/history/service-rule.ts'
import { describeOrderedChecker } from './describe-ordered-checker.ts'

describeOrderedChecker(stablePriority, serviceRules.stablePriority)
