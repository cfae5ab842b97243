// An iteration that does nothing: what remains is what it costs to start, settle and record one.
export default async () => {}
