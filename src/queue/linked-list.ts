/** What an item of a `LinkedList` carries; only the list writes it. An item is in at most one list at a time. */
export interface Linked<T extends Linked<T>> {
  list: LinkedList<T> | null
  previous: T | null
  next: T | null
}

/** A doubly linked list through its items themselves: any item leaves at the price of two writes, nothing is allocated. */
export class LinkedList<T extends Linked<T>> {
  first: T | null = null
  last: T | null = null
  length = 0

  append(item: T): void {
    this.insertAfter(this.last, item)
  }

  /** Puts `item` behind `place`, or at the front where that is null. */
  insertAfter(place: T | null, item: T): void {
    const next = place === null ? this.first : place.next
    item.list = this
    item.previous = place
    item.next = next
    if (place === null) this.first = item
    else place.next = item
    if (next === null) this.last = item
    else next.previous = item
    this.length++
  }

  /** Takes `item` out. Returns false where it was not in this list. */
  remove(item: T): boolean {
    if (item.list !== this) return false
    if (item.previous === null) this.first = item.next
    else item.previous.next = item.next
    if (item.next === null) this.last = item.previous
    else item.next.previous = item.previous
    item.list = null
    item.previous = null
    item.next = null
    this.length--
    return true
  }

  shift(): T | null {
    const item = this.first
    if (item !== null) this.remove(item)
    return item
  }
}
