import { no, questions, type Answer, type IsolationReport, type QuestionId } from './answer.ts'

/**
 * All answers in order. Of several projects one no is enough; a question that nobody answered is a no, with the reason in
 * `unanswered`, or else `whyMissing`.
 */
export function completeReport(
  answers: readonly Answer[],
  unanswered: ReadonlyMap<QuestionId, string>,
  whyMissing: string,
): IsolationReport {
  const complete = (Object.keys(questions) as QuestionId[]).map((id) => {
    const own = answers.filter((answer) => answer.id === id)
    const missing = (): Answer => no(id, `it was not answered: ${unanswered.get(id) ?? whyMissing}`)
    return own.find(({ answer }) => answer === 'no') ?? own[0] ?? missing()
  })
  return { verdict: complete.every(({ answer }) => answer === 'yes') ? 'yes' : 'no', answers: complete }
}
