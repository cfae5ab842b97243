import { blankCode } from './blank-code.ts'

/** The line that imports the plugin. */
export const pluginImport = `import { stress } from 'vitest-stress/plugin'`

/** The same module with the plugin's import above its first one, else after the comments it begins with; in its own style. */
export function addImport(text: string): string {
  const code = blankCode(text)
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const first = /^import\b.*$/m.exec(code)
  const model = first
    ? text
        .slice(first.index)
        .split(/\n(?=import|\s*\n|export|const)/)[0]!
        .trimEnd()
    : ''
  const quoted = model.includes('"') ? pluginImport.replaceAll("'", '"') : pluginImport
  const line = `${quoted}${model.endsWith(';') ? ';' : ''}${eol}`
  const at = first ? first.index : afterComments(text, code)
  return `${text.slice(0, at)}${line}${first ? '' : eol}${text.slice(at)}`
}

function afterComments(text: string, code: string): number {
  const at = code.search(/\S/)
  return at < 0 ? text.length : text.lastIndexOf('\n', at) + 1
}
