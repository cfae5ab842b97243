import { trimBlanks } from '../header-rules.ts'
import { addHeader, emptyHeaders, type HeaderSource, type HttpHeaders } from '../http-headers.ts'

/** Headers as undici gives them; put into our form when they are first asked for, since most never are. */
export class UndiciHead implements HeaderSource {
  readonly #given: Record<string, unknown>
  #headers: HttpHeaders | null = null

  constructor(given: Record<string, unknown>) {
    this.#given = given
  }

  get headers(): HttpHeaders {
    if (this.#headers !== null) return this.#headers
    const read = emptyHeaders()
    for (const [name, value] of Object.entries(this.#given)) {
      for (const each of Array.isArray(value) ? value : [value])
        addHeader(read, name, trimBlanks(each as string, 0))
    }
    return (this.#headers = Object.freeze(read))
  }
}
