import { stressProjectName } from './stress-project.ts'

/** A test file of a project, on whichever machine. Two projects may run the same file. */
export function labelOfFile(file: string, project: string): string {
  return project === '' || project === stressProjectName ? file : `${file} (project ${project})`
}
