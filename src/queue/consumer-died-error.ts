/** A consumer that died does not go on with what it had in hand. */
export class ConsumerDiedError extends Error {
  override name = 'ConsumerDiedError'
  constructor() {
    super('the consumer died over its message')
  }
}
