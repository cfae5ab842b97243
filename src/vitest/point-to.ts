/** Gives `error` a stack of one frame, the user's own: reporters show that file and line, and nothing of ours. */
export function pointTo<E extends Error>(error: E, callSite: string | null): E {
  const head = `${error.name}: ${error.message}`
  error.stack = callSite === null ? head : `${head}\n${callSite}`
  return error
}
