import type { Problem } from '../../foundation/problem.ts'
import { readTokens } from '../read-tokens.ts'
import { chooseFunction } from './choose-function.ts'
import type { ChosenFunction } from './chosen-function.ts'

export interface InitArguments {
  /** null: none is named. */
  chosen: ChosenFunction | null
  /** Edit an existing config, where that can be done. */
  editConfig: boolean
  script: boolean
  /** Ask nothing, and do all of it. */
  yes: boolean
  dryRun: boolean
}

export type ParsedArguments =
  | { kind: 'help' }
  | { kind: 'problems'; problems: Problem[] }
  | { kind: 'init'; arguments: InitArguments }

const known = {
  texts: {},
  flags: { 'edit-config': null, script: null, yes: 'y', 'dry-run': null, help: 'h' },
} as const

/** Reads the arguments of `init`, and finds everything that is wrong with them at once. */
export function parseInitArguments(args: readonly string[], root: string): ParsedArguments {
  const { given, paths, problems } = readTokens(args, known)
  if (given.has('help')) return { kind: 'help' }
  if (paths.length > 1) problems.push({ path: '<function>', expected: 'one at most', got: paths.join(' ') })
  const chosen = paths.length === 1 ? chooseFunction(root, paths[0]!) : null
  if (Array.isArray(chosen)) problems.push(...chosen)
  if (problems.length > 0 || Array.isArray(chosen)) return { kind: 'problems', problems }
  const yes = given.has('yes')
  return {
    kind: 'init',
    arguments: {
      chosen,
      editConfig: yes || given.has('edit-config'),
      script: yes || given.has('script'),
      yes,
      dryRun: given.has('dry-run'),
    },
  }
}
