import { bugs } from './bugs.ts'
import { describeBugs } from './support/describe-bugs.ts'
import { isAboutLossAlone } from './support/is-about-loss-alone.ts'

describeBugs(bugs.filter((miniature) => !isAboutLossAlone(miniature)))
