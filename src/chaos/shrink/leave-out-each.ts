/** Leaves out whichever single items it can, one after the other. The same list, if it can leave out none. `items` fail. */
export async function leaveOutEach<Item>(
  items: readonly Item[],
  fails: (items: readonly Item[]) => Promise<boolean>,
): Promise<readonly Item[]> {
  let left = items
  for (const item of items) {
    const without = left.filter((other) => other !== item)
    if (await fails(without)) left = without
  }
  return left
}
