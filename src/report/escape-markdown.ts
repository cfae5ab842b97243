/** Longer texts are cut: one of them must not fill a table. */
const mostCharacters = 300

/**
 * What would be read as more than itself: `>` and `#` at the beginning, `#` also at the end of a heading and where it names an
 * issue, `_` but for one within a word, a colon and a dot where they make a link of a bare address.
 */
const active = /[&<@$|\\`*[\]~]|^[>#]|#(?=\d|$)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:(?=\/\/)|(?<=www)\./giu

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
  return cut.replaceAll(active, asEntity)
}

function asEntity(character: string): string {
  return `&#${character.charCodeAt(0)};`
}
