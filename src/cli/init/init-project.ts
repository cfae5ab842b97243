import type { Output } from '../command.ts'
import type { Ask } from './ask.ts'
import { askForFunction, decide } from './ask-for.ts'
import { nameOfChosen, type ChosenFunction } from './chosen-function.ts'
import type { Inspect } from './edit-config.ts'
import { findCandidates } from './find-candidates.ts'
import { findSources } from './find-sources.ts'
import type { InitArguments } from './parse-init-arguments.ts'
import { runners } from './package-manager.ts'
import { planConfig } from './plan-config.ts'
import { planIgnored, planScript } from './plan-files.ts'
import { planScenario } from './plan-scenario.ts'
import type { Project } from './read-project.ts'
import { writePlan } from './write-plan.ts'

/** What a command that sets a project up works with; a test passes its own. */
export interface InitTools {
  output: Output
  /** null: nobody is there to be asked. */
  ask: Ask | null
  inspect: Inspect
}

/** The exit code of somebody who left a question with Ctrl-C. Nothing has been written by then. */
const left = 130

/** Plans everything, asks what is to be asked, and only then writes. Returns the exit code. */
export async function initProject(project: Project, given: InitArguments, tools: InitTools): Promise<number> {
  const ask = given.yes || given.dryRun ? null : tools.ask
  const sources = findSources(project.root)
  const candidates = given.chosen ? [] : findCandidates(project.root, sources)
  const answer = given.chosen ?? (ask ? await askForFunction(ask, candidates) : 'none')
  if (answer === null) return left
  const chosen = answer === 'none' ? null : answer
  const scenario = planScenario(project, chosen, sources)
  const config = await planConfig(project, tools.inspect)
  const script = planScript(project)
  const edits = await decide(
    ask,
    given.editConfig,
    config.kind === 'edit' ? `Add the plugin to ${config.path}?` : null,
  )
  if (edits === null) return left
  const scripted = await decide(ask, given.script, script && `Add the script ${script.what} to package.json?`)
  if (scripted === null) return left
  return writePlan(
    {
      project,
      config,
      editConfig: edits,
      scenario,
      script: scripted ? script : null,
      ignored: planIgnored(project),
      hint: chosen ? null : hintOf(project, candidates),
      dryRun: given.dryRun,
    },
    tools,
  )
}

/** How a function of theirs would have been named. */
function hintOf({ packageManager }: Project, [first]: readonly ChosenFunction[]): string | null {
  return first
    ? `A scenario for a function of yours: ${runners[packageManager]} vitest-stress init ${nameOfChosen(first)}`
    : null
}
