/** The part of a glob before its first wildcard: `stress/` of `stress/**`. */
function fixedPart(pattern: string): string {
  const fixed = pattern.replace(/^\.\//, '').split(/[*?{[(!+@]/)[0]!
  return fixed.slice(0, fixed.lastIndexOf('/') + 1)
}

/** Whether patterns can match stress files only: each is one of `include`, lies in a folder of theirs, or says `.stress.` */
export function onlyStressFiles(patterns: readonly string[], include: readonly string[]): boolean {
  const folders = include.map(fixedPart).filter((folder) => folder !== '')
  return (
    patterns.length > 0 &&
    patterns.every(
      (pattern) =>
        include.includes(pattern) ||
        pattern.includes('.stress.') ||
        folders.some((folder) => fixedPart(pattern).startsWith(folder)),
    )
  )
}
