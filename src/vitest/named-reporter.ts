import { resolvePluginOptions, type StressPluginOptions } from './plugin-options.ts'
import { ResultsReporter } from './reporter.ts'

/**
 * Writes the metrics of a run of Vitest where there is no plugin: named in `reporters`, it knows what the tests left in
 * their meta. It takes the options of the plugin. Throws `InputError` with every problem of them.
 */
export class StressReporter extends ResultsReporter {
  constructor(options?: StressPluginOptions) {
    super(resolvePluginOptions(options))
  }
}
