import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import type { FileProblems } from './file-problems.ts'

/** The text of a file in UTF-8, without a byte order mark. Null where a problem was added. */
export function readText(file: string | URL, problems: FileProblems): string | null {
  try {
    const bytes = readFileSync(file)
    // Decoding would put a mark in place of what it cannot read, and the load would send it.
    if (!isUtf8(bytes)) {
      problems.add(null, 'text in UTF-8', 'bytes that are none')
      return null
    }
    const text = bytes.toString('utf8')
    return text.startsWith('\uFEFF') ? text.slice(1) : text
  } catch (error) {
    problems.add(null, 'a file that can be read', (error as Error).message)
    return null
  }
}
