/** Longer texts are cut: one of them must not fill a table. */
const mostCharacters = 300

/**
 * Text of a user's within a line of Markdown or HTML, shown as it is: it can neither end a cell nor a tag, nor become a link, a
 * mention or a formula. Entities do that in both; a backslash would be seen in HTML. What cannot be seen becomes a space.
 */
export function escapeMarkdown(text: string): string {
  // New lines, half characters, and what turns the direction of a line around; not what joins the parts of an emoji.
  const line = text.replaceAll(/(?:(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}])+/gu, ' ').trim()
  const characters = Array.from(line)
  const cut =
    characters.length <= mostCharacters ? line : `${characters.slice(0, mostCharacters - 1).join('')}…`
  // A colon and a dot only where they make a link of a bare address.
  return cut.replaceAll(/[&<>"'@$|\\`*_[\]~#]|:(?=\/\/)|(?<=www)\./gi, asEntity)
}

function asEntity(character: string): string {
  return `&#${character.charCodeAt(0)};`
}
