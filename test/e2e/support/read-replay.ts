/** The replay command in the text of a failure, taken apart as a shell would do it. */
export function readReplay(text: string): { seed: string; args: string[] } {
  const command = /Replay: (.*)/.exec(text)?.[1] ?? ''
  const found = /^VITEST_STRESS_SEED=(-?\d+) npx vitest run (\S+) -t (["'])(.*)\3$/.exec(command)
  if (!found) throw new Error(`no replay command, but "${command}" in:\n${text}`)
  const [, seed, path, quote, quoted] = found
  const pattern = quote === "'" ? quoted!.replaceAll(`'\\''`, "'") : quoted!
  return { seed: seed!, args: [path!, '-t', pattern] }
}
