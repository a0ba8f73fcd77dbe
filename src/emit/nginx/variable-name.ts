/** A name as part of the name of a variable, which has no hyphens. */
export function nameInVariables(name: string): string {
  return name.replaceAll('-', '_');
}
