/** A file of the definitions folder. `path` is relative to that folder, with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string };

/** Whether the path is a definition file; the people of the development sign-in lie beside them and are none. */
export function isDefinitionFile(path: string): boolean {
  return /\.ya?ml$/u.test(path) && !/(?:^|\/)people\.dev\.yaml$/u.test(path);
}
