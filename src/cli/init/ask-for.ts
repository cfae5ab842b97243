import { askYes, type Ask } from './ask.ts'
import { nameOfChosen, type ChosenFunction } from './chosen-function.ts'

/** More would not be read. */
const most = 9

/** Lets a person choose; `none`: an example will do. null: they want to leave. */
export async function askForFunction(
  ask: Ask,
  candidates: readonly ChosenFunction[],
): Promise<ChosenFunction | 'none' | null> {
  if (candidates.length === 0) return 'none'
  const shown = candidates.slice(0, most)
  const more =
    candidates.length > most
      ? `     and ${candidates.length - most} more: name one on the command line\n`
      : ''
  const lines = shown.map((each, index) => `  ${index + 1}  ${nameOfChosen(each)}\n`)
  const question = `Which function shall the first scenario call?\n${lines.join('')}${more}  0  none of them, an example\nNumber [1]: `
  for (;;) {
    const answer = await ask(question)
    if (answer === null) return null
    const number = answer.trim() === '' ? 1 : Number(answer)
    if (number === 0) return 'none'
    const chosen = Number.isInteger(number) ? shown[number - 1] : undefined
    if (chosen) return chosen
  }
}

/** What was decided already is not asked, and nobody is asked where nobody is there. null: they want to leave. */
export async function decide(
  ask: Ask | null,
  decided: boolean,
  question: string | null,
): Promise<boolean | null> {
  if (question === null || decided || !ask) return decided
  return askYes(ask, question)
}
