import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** How a project writes the ends of its relative imports: as the file is called, as it is once compiled, or not at all. */
type Style = 'file' | 'compiled' | 'none'

const compiled: Record<string, string> = { ts: 'js', tsx: 'js', mts: 'mjs', cts: 'cjs', jsx: 'js' }

/** What a file in `folder` writes to import `module`, in the style of `texts` (sources of the project) or of its tsconfig. */
export function importPath(root: string, folder: string, module: string, texts: readonly string[]): string {
  const path = posix.relative(folder, module)
  const relative = path.startsWith('.') ? path : `./${path}`
  const end = /\.([cm]?[jt]sx?)$/.exec(relative)?.[1]
  // Without an end, Vite finds only the usual ones.
  if (end === undefined || end === 'cjs' || end === 'mjs') return relative
  const style = styleOf(texts) ?? styleOfCompiler(root, end)
  if (style === 'file') return relative
  const base = relative.slice(0, -end.length - 1)
  if (style === 'compiled' || /^[cm]/.test(end)) return `${base}.${compiled[end] ?? end}`
  return base
}

/** What most relative imports in `texts` do. */
function styleOf(texts: readonly string[]): Style | null {
  const counts: Record<Style, number> = { file: 0, compiled: 0, none: 0 }
  for (const text of texts) {
    for (const [, path] of text.matchAll(/^(?:import|export)\b[^'"]*?\bfrom\s+['"](\.{1,2}\/[^'"]+)['"]/gm)) {
      if (/\.[cm]?tsx?$/.test(path!)) counts.file++
      else if (/\.[cm]?jsx?$/.test(path!)) counts.compiled++
      else if (!/\.\w+$/.test(path!)) counts.none++
    }
  }
  const [style, count] = (Object.entries(counts) as [Style, number][]).reduce((a, b) => (b[1] > a[1] ? b : a))
  return count === 0 ? null : style
}

/** Comments in a tsconfig do no harm here; one that it extends is not read. */
function styleOfCompiler(root: string, end: string): Style {
  if (/^[cm]?jsx?$/.test(end)) return 'file'
  const text = ['tsconfig.json', 'tsconfig.app.json', 'tsconfig.base.json']
    .map((name) => join(root, name))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
  if (/"(allowImportingTsExtensions|rewriteRelativeImportExtensions)"\s*:\s*true/.test(text)) return 'file'
  return /"module(Resolution)?"\s*:\s*"node(16|18|20|next)"/i.test(text) ? 'compiled' : 'none'
}
