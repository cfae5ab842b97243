/** A command to GitHub Actions in the output of a run. */
export interface GithubCommand {
  level: string
  /** Empty where it names none. */
  file: string
  line: number | null
  title: string
  text: string
}

/** All annotations that GitHub would make of `output`. */
export function readGithub(output: string): GithubCommand[] {
  return [...output.matchAll(/^::(error|warning|notice) (.*?)::(.*)$/gm)].map(
    ([, level, properties, text]) => {
      const given = new Map(
        properties!.split(',').map((each) => {
          const at = each.indexOf('=')
          return [each.slice(0, at), decode(each.slice(at + 1))] as const
        }),
      )
      const line = given.get('line')
      return {
        level: level!,
        file: given.get('file') ?? '',
        line: line === undefined ? null : Number(line),
        title: given.get('title') ?? '',
        text: decode(text!),
      }
    },
  )
}

function decode(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%')
}
