import { questions, type IsolationReport } from './answer.ts'

/** Each answer as a line, with its evidence below it. */
export function renderReport({ answers }: IsolationReport): string {
  const lines = answers.flatMap(({ id, answer, evidence }) => [
    `${answer === 'yes' ? 'yes' : 'NO '}  ${questions[id]}`,
    ...evidence.flatMap((each) => each.split('\n')).map((line) => `       ${line}`.trimEnd()),
  ])
  const count = answers.filter(({ answer }) => answer === 'yes').length
  return `${lines.join('\n')}\n\n${count} of ${answers.length} answered with yes\n`
}
