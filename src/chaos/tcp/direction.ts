export const directions = ['to-server', 'to-client'] as const
/** One way through a proxy: what clients send, or what the server answers. */
export type Direction = (typeof directions)[number]
