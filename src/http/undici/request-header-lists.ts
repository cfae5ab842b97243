import type { PreparedRequest } from '../prepare-request.ts'

/** Headers as undici takes them with the least work; those that most requests share are listed once. */
export class RequestHeaderLists {
  #lastHeaders: PreparedRequest['headers'] | null = null
  #lastList: string[] = []

  listOf(headers: PreparedRequest['headers']): string[] {
    if (headers !== this.#lastHeaders) {
      this.#lastList = Object.entries(headers).flat()
      this.#lastHeaders = headers
    }
    return this.#lastList
  }
}
