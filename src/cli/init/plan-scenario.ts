import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChosenFunction } from './chosen-function.ts'
import { importPath } from './import-path.ts'
import type { Project } from './read-project.ts'
import { fileNameOf, scenarioName } from './scenario-name.ts'
import { exampleText, scenarioText } from './scenario-text.ts'

export interface ScenarioPlan {
  /** The stress file; the whole folder where there are scenarios already, and none is asked for. */
  path: string
  /** null: nothing is to be written, it is there. */
  text: string | null
  /** Something in it is made up. */
  note: string | null
}

const folder = 'stress'

/** The first scenario: of the function that was chosen, else an example. */
export function planScenario(
  project: Project,
  chosen: ChosenFunction | null,
  sources: readonly string[],
): ScenarioPlan {
  const { root, typescript } = project
  if (!chosen && hasScenarios(root)) return { path: `${folder}/`, text: null, note: null }
  const extension = chosen ? /\.[cm]?ts(x?)$/.test(chosen.module) || typescript : typescript
  const name = chosen ? fileNameOf(scenarioName(chosen)) : 'first'
  const path = `${folder}/${name}.stress.${extension ? 'ts' : 'js'}`
  if (existsSync(join(root, path))) return { path, text: null, note: null }
  if (!chosen)
    return { path, text: exampleText(extension), note: 'calls a stand-in: put your own function there' }
  const texts = sources.map((source) => readFileSync(join(root, source), 'utf8'))
  const text = scenarioText(chosen, importPath(root, folder, chosen.module, texts), extension)
  return { path, text, note: noteOf(chosen) }
}

function noteOf({ parameters }: ChosenFunction): string | null {
  if (parameters === null) return 'calls it without arguments: add those it takes'
  return parameters.some(({ optional }) => !optional)
    ? 'the arguments are made up: put real ones there'
    : null
}

function hasScenarios(root: string): boolean {
  const path = join(root, folder)
  return (
    existsSync(path) && readdirSync(path).some((name) => /\.(stress|test|spec)\.[cm]?[jt]sx?$/.test(name))
  )
}
