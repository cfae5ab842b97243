/** What the hooks of Node's loaders tell, whichever kind of hooks this Node has. */
export interface ImportWatch {
  /** `parent` asks for `child`; both are URLs or paths. Comes before `refuse`. */
  readonly asked: (child: string, parent: string | undefined) => void
  /** Throws where `location` must not be imported. */
  readonly refuse: (location: string) => void
}
