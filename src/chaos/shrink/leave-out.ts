type Fails<Item> = (items: readonly Item[]) => Promise<boolean>

/**
 * Leaves out as many items as it can while what is left still fails: first all of them, then ever smaller parts (delta
 * debugging). Of what is returned no single one can be left out. `items` fail.
 */
export async function leaveOut<Item>(items: readonly Item[], fails: Fails<Item>): Promise<readonly Item[]> {
  if (items.length === 0 || (await fails([]))) return []
  let left = items
  for (let parts = 2; left.length > 1;) {
    const chunks = divide(left, parts)
    const others = chunks.map((chunk) => left.filter((item) => !chunk.includes(item)))
    // Of two parts, each is what the other leaves. Items alone are hopeless once larger parts alone were.
    const alone = parts < left.length || parts === 2 ? chunks : []
    const smaller = await firstThatFails([...alone, ...(parts > 2 ? others : [])], fails)
    if (smaller !== null) {
      parts = alone.includes(smaller) ? 2 : Math.max(2, parts - 1)
      left = smaller
    } else if (parts === left.length) break
    else parts = Math.min(left.length, 2 * parts)
  }
  return left
}

function divide<Item>(items: readonly Item[], parts: number): (readonly Item[])[] {
  const bound = (part: number): number => Math.round((part * items.length) / parts)
  return Array.from({ length: parts }, (_, part) => items.slice(bound(part), bound(part + 1)))
}

async function firstThatFails<Item>(
  candidates: readonly (readonly Item[])[],
  fails: Fails<Item>,
): Promise<readonly Item[] | null> {
  for (const candidate of candidates) if (await fails(candidate)) return candidate
  return null
}
