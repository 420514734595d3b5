import type { ReactNode } from 'react';

/** What the form library asks for of a Markdown renderer. */
type Props = { readonly children?: ReactNode };

/**
 * Stands in the build for the Markdown renderer of the form library. The library draws titles, descriptions and help with it;
 * our theme draws those itself, so that 31 KB would be loaded for nothing. Whatever reaches it is shown as plain text.
 */
export function Markdown({ children }: Props): ReactNode {
  return children;
}
