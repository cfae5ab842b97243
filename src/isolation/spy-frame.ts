/** A frame that stands between a test and what it spies on, and calls that for it: a package in Vitest 4, a file in 5. */
export const spyFrame = /\/node_modules\/(?:@vitest\/spy|vitest\/dist\/chunks\/spy\.)/
