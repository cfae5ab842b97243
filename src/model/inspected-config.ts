/** What came of loading a Vitest config: the names of its plugins, in order, or why it could not be loaded. */
export type InspectedConfig = { ok: true; plugins: string[] } | { ok: false; error: string }
