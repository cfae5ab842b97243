/** A word of a shell's command line. `always`: in quotes, whatever it is. */
export function shellQuoted(text: string, always = false): string {
  if (!always && /^[\w./@+=:-]+$/.test(text)) return text
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`
}
