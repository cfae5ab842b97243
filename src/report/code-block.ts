/** A longer text is cut: nobody reads it, and a summary has a limit. */
const mostCharacters = 10_000

/** `text` as a block of code in Markdown, whatever it holds: the fence is longer than any within. */
export function codeBlock(text: string, language = 'text'): string {
  const visible = text.replaceAll(/[^\S\n ]|(?![\n\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
  const cut = visible.length <= mostCharacters ? visible : `${visible.slice(0, mostCharacters)}\n… (cut)`
  const longest = Math.max(0, ...[...cut.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(Math.max(3, longest + 1))
  return `${fence}${language}\n${cut}\n${fence}`
}
