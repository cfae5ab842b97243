import type { TestProject } from 'vitest/node'
import { guiPackages } from '../isolation/imports/gui-packages.ts'
import { showLocation } from '../isolation/imports/import-chains.ts'
import { isPath, moduleRules } from '../isolation/imports/module-rules.ts'
import { resolvePatterns } from '../isolation/imports/resolve-patterns.ts'
import { linksOutside } from '../isolation/validation/links-outside.ts'
import { no, yes, type Answer, type QuestionId } from '../isolation/validation/answer.ts'
import { reachableModules, type ReachableModules } from './reachable-modules.ts'
import type { StressSession } from './session.ts'

const shown = 3

/** What stress files import, and nothing of it is run: whether a real core is among it, or what automates a desktop. */
export async function answerImports({ options, projects }: StressSession): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const project of projects.keys()) {
    const outside = leaveOutside(project)
    const { testFiles } = await project.globTestFiles()
    const reached = await reachableModules(project, testFiles)
    const found = [
      answerReal(options, project, testFiles.length, reached),
      answerGui(project, testFiles.length, reached),
    ]
    answers.push(...found.map((answer) => ({ ...answer, evidence: [...answer.evidence, ...outside] })))
  }
  return answers
}

/** A link to a folder like /tmp would have all of that searched for stress files. */
function leaveOutside({ config }: TestProject): string[] {
  const links = linksOutside(config.dir || config.root)
  config.exclude = [
    ...config.exclude,
    ...links.map((link) => `${link.replaceAll(/[!*?+@$(){}[\]|\\]/g, String.raw`\$&`)}/**`),
  ]
  if (links.length === 0) return []
  const more = links.length > shown ? ` and ${links.length - shown} more` : ''
  return [
    `links that lead out of the project are not searched for stress files: ${links.slice(0, shown).join(', ')}${more}`,
  ]
}

function answerReal(
  { isolation }: StressSession['options'],
  { config }: TestProject,
  files: number,
  reached: ReachableModules,
): Answer {
  const patterns = isolation.forbid.modules
  const resolved = resolvePatterns(patterns, config.root)
  if (!resolved.some(isPath)) {
    const how = "stress({ isolation: { forbid: { modules: ['./src/real-core.ts'] } } })"
    return no('real-core', `nothing says which module the real core is: name it, ${how}`)
  }
  const { computed } = reached
  const sources = computed.slice(0, shown).map((each) => showLocation(each, config.root))
  const byName = `${sources.join(', ')} imports by a computed name`
  if (computed.length > 0 && isolation.strength === 'open')
    return no('real-core', `${byName}, and stress runs are 'open': nothing would refuse it`)
  const answer = judge('real-core', resolved, patterns.join(', '), config.root, files, reached)
  if (computed.length === 0 || answer.answer === 'no') return answer
  return yes(
    'real-core',
    ...answer.evidence,
    `${byName}: what that is, the guard on imports sees in each run`,
  )
}

function answerGui({ config }: TestProject, files: number, reached: ReachableModules): Answer {
  return judge('gui', guiPackages, `${guiPackages[0]}, nut.js and the like`, config.root, files, reached)
}

function judge(
  id: QuestionId,
  patterns: readonly string[],
  what: string,
  root: string,
  files: number,
  { importers, unread }: ReachableModules,
): Answer {
  if (files === 0) return no(id, 'there is no stress file')
  const rules = moduleRules(patterns)
  const found = [...importers.keys()].filter((location) => rules(location) !== null)
  if (found.length > 0)
    return no(id, ...found.slice(0, shown).map((each) => drawChain(each, importers, root)))
  if (unread.length > 0) return no(id, ...unread.slice(0, shown).map((each) => `could not be read: ${each}`))
  return yes(
    id,
    `${files} stress ${files === 1 ? 'file reaches' : 'files reach'} ${importers.size - files} modules, and none of them is ${what}`,
  )
}

function drawChain(location: string, importers: ReachableModules['importers'], root: string): string {
  const chain: string[] = []
  for (let at: string | null = location; at !== null; at = importers.get(at) ?? null)
    chain.unshift(showLocation(at, root))
  return chain.join('\n  -> ')
}
