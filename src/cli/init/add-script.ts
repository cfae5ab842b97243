export const stressScript = 'vitest run stress/'

/** The manifest with a script `stress`, its indentation and line ends kept. */
export function addScript(manifestText: string): string {
  const bom = manifestText.startsWith('\uFEFF') ? '\uFEFF' : ''
  const text = manifestText.slice(bom.length)
  const manifest = JSON.parse(text) as { scripts?: Record<string, string> }
  manifest.scripts = { ...manifest.scripts, stress: stressScript }
  const indent = /^\{\s*?\n([ \t]+)/.exec(text)?.[1] ?? '  '
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const written = JSON.stringify(manifest, null, indent).replaceAll('\n', eol)
  return `${bom}${written}${text.endsWith('\n') ? eol : ''}`
}
