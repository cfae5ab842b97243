import { trimBlanks } from '../header-rules.ts'
import { addHeader, emptyHeaders, type HeaderSource, type HttpHeaders } from '../http-headers.ts'

/** As an object, or names and values in turn. */
export type GivenHeaders = Record<string, unknown> | readonly Buffer[]

/** Headers as undici gives them; put into our form when they are first asked for, since most never are. */
export class UndiciHead implements HeaderSource {
  readonly #given: GivenHeaders
  #headers: HttpHeaders | null = null

  constructor(given: GivenHeaders) {
    this.#given = given
  }

  get headers(): HttpHeaders {
    if (this.#headers !== null) return this.#headers
    const read = emptyHeaders()
    const given = this.#given
    if (isList(given)) {
      for (let i = 0; i < given.length; i += 2)
        addHeader(read, textOf(given[i]!).toLowerCase(), trimBlanks(textOf(given[i + 1]!), 0))
    } else {
      for (const [name, value] of Object.entries(given)) {
        for (const each of Array.isArray(value) ? value : [value])
          addHeader(read, name, trimBlanks(each as string, 0))
      }
    }
    return (this.#headers = Object.freeze(read))
  }
}

const isList = (given: GivenHeaders): given is readonly Buffer[] => Array.isArray(given)

const textOf = (bytes: Buffer): string => bytes.toString('latin1')
