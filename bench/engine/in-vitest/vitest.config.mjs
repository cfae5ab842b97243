import { stress } from 'vitest-stress/plugin'

export default { plugins: [stress()] }
