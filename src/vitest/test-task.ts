import { TestRunner } from 'vitest'

/** A test as Vitest's runner sees it. */
export type TestTask = NonNullable<ReturnType<typeof TestRunner.getCurrentTest>>
