/** Packages that move a real pointer, press real keys or script a real desktop: no stress run may load one. */
export const guiPackages: readonly string[] = [
  'robotjs',
  'robot-js',
  '@*/robotjs',
  '@nut-tree/*',
  '@nut-tree-fork/*',
  'kbm-robot',
  'keysender',
  'node-key-sender',
  'iohook',
  '@*/iohook',
  'uiohook-napi',
  'applescript',
  'run-applescript',
  'node-osascript',
]
