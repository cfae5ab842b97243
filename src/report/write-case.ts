import { readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const mostAttempts = 1_000

/**
 * Writes a case beside the test file that it is of, and returns its path. It overwrites nothing; one that is there already is kept.
 * `write` rejects with EEXIST where there is a file.
 */
export async function writeCase(
  testFile: string,
  text: string,
  write: (path: string, text: string) => void | Promise<void> = writeNew,
): Promise<string> {
  const [, stem = '', ending = ''] = /^(.*?)((?:\.[a-z]+)?\.[cm]?[jt]sx?)$/.exec(basename(testFile)) ?? [
    '',
    basename(testFile),
  ]
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const number = attempt === 1 ? '' : `-${attempt}`
    const path = join(dirname(testFile), `${stem}.shrunk${number}${ending}`)
    try {
      await write(path, text)
      return path
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (readFileSync(path, 'utf8') === text) return path
    }
  }
  throw new Error(`${stem}.shrunk${ending} and ${mostAttempts - 1} numbered names are taken`)
}

function writeNew(path: string, text: string): void {
  writeFileSync(path, text, { flag: 'wx' })
}
