import { checkCommand } from './check-command.ts'
import type { Command } from './command.ts'
import { compareCommand } from './compare-command.ts'
import { initCommand } from './init-command.ts'
import { shrinkCommand } from './shrink-command.ts'
import { validateCommand } from './validate-command.ts'
import { validateQueueCommand } from './validate-queue-command.ts'

/** Every command. A new one is a file and a line here. */
export const commands: readonly Command[] = [
  initCommand,
  checkCommand,
  compareCommand,
  shrinkCommand,
  validateCommand,
  validateQueueCommand,
]
