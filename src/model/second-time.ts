/** What the name of a scenario ends with where it runs once more (`VITEST_STRESS_TWICE`). */
export const secondTime = ' (second time)'
