/** A file of the definitions folder. `path` is relative to that folder, with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string };
