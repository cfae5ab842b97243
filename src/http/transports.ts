import type { ClientSettings } from './client-options.ts'
import type { OpenConnection } from './connection.ts'
import { openDirectConnection } from './direct/open-direct-connection.ts'
import { openUndiciConnection } from './undici/open-undici-connection.ts'

/** Every transport. A new one is a folder and a line. */
export const transports: Readonly<
  Record<ClientSettings['transport'], (settings: ClientSettings) => OpenConnection>
> = { direct: openDirectConnection, undici: openUndiciConnection }
