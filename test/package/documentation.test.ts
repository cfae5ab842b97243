import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { filesBelow, root, run } from './support/scratch.ts'

const pages = [
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'].map((name) => join(root, name)),
  ...['docs', 'examples'].flatMap((folder) => filesBelow(join(root, folder))),
].filter((path) => path.endsWith('.md'))

test('what is generated from the schemas is current', async () => {
  const { exitCode, output } = await run(
    process.execPath,
    ['scripts/generate-reference.mjs', '--check'],
    root,
  )
  expect(exitCode, output).toBe(0)
})

test('the README has the two commands', () => {
  const blocks = codeBlocks(readFileSync(join(root, 'README.md'), 'utf8'))
  const commands = blocks.flatMap((block) => block.split('\n')).filter((line) => line.startsWith('npm ci'))
  expect(commands).toEqual(['npm ci && npx vitest run stress/', 'npm ci && npm test'])
})

test.each(pages.map((path) => [relative(root, path), path]))('links of %s lead somewhere', (_, path) => {
  const text = readFileSync(path, 'utf8')
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '')
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link!)
    .filter((link) => !/^[a-z]+:/.test(link))
  expect(links.filter((link) => !leadsSomewhere(path, link))).toEqual([])
})

function leadsSomewhere(page: string, link: string): boolean {
  const [path, anchor] = link.split('#')
  const target = path === '' ? page : join(dirname(page), path!)
  if (!existsSync(target)) return false
  if (anchor === undefined || !target.endsWith('.md') || statSync(target).isDirectory()) return true
  return anchorsOf(readFileSync(target, 'utf8')).includes(anchor)
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  )
}

function codeBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, text]) => text!)
}
