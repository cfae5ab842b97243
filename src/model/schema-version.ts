/** Of the metrics file. A new field raises the minor version, a change of meaning the major one. */
export const schemaVersion = '1.4.0'
