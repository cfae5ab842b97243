import { renderValue } from '../foundation/problem.ts'
import { isAsExpected, renderExpected } from './expected-status.ts'
import { HttpError } from './http-error.ts'
import { excerpt, type HttpResponse } from './http-response.ts'
import type { ExpectedStatus, HttpSendOptions } from './request-options.ts'

type Check = HttpSendOptions['check']

/** What is wrong with an answer that came: its status, or what a check says; null: nothing. */
export function judgeResponse(
  response: HttpResponse,
  request: string,
  expected: ExpectedStatus,
  checks: readonly Check[],
): HttpError | null {
  const { status } = response
  if (!isAsExpected(status, expected)) {
    const message = `${request}: expected ${renderExpected(expected)}, got ${status} (${excerpt(response)})`
    return new HttpError(`http ${status}`, message, { response })
  }
  for (const check of checks) {
    const failure = check === undefined ? null : runCheck(check, response)
    if (failure !== null)
      return new HttpError('http check', `${request}: ${failure.message} (${excerpt(response)})`, {
        response,
        ...failure,
      })
  }
  return null
}

function runCheck(
  check: NonNullable<Check>,
  response: HttpResponse,
): { message: string; cause?: unknown } | null {
  let held: unknown
  try {
    held = check(response)
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : renderValue(cause)
    return { message: `the check threw: ${text}`, cause }
  }
  if (held === true) return null
  if (held === false) return { message: 'the check says no' }
  // A promise would always be taken for true.
  return { message: `the check must return true or false, got ${renderValue(held)}` }
}
