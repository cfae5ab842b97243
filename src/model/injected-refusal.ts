import { InjectedError } from './injected-error.ts'

/** The call certainly had no effect. */
export class InjectedRefusal extends InjectedError {
  override name = 'InjectedRefusal'
}
