const forms = [
  /\b(?:import|export)\b[^'"`;()]*?\bfrom\s*(['"])([^'"\n]+)\1/g,
  /\bimport\s*(['"])([^'"\n]+)\1/g,
  /\b(?:import|require)\s*\(\s*(['"`])([^'"`\n$]+)\1\s*[,)]/g,
]

/** What a text of JavaScript imports or requires by name; comments do not count. */
export function importedNames(text: string): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')
  return [...new Set(forms.flatMap((form) => [...code.matchAll(form)].map((match) => match[2]!)))]
}
