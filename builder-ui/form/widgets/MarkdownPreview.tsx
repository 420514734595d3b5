import { Markdown } from 'markdown-to-jsx/react';

/** HTML stays text, and nothing is fetched from elsewhere. */
const OPTIONS = { disableParsingRawHTML: true, overrides: { img: () => null } } as const;

/** How text with Markdown formatting looks. Loaded when somebody first asks. */
export function MarkdownPreview({ text }: { readonly text: string }) {
  return <Markdown options={OPTIONS}>{text}</Markdown>;
}
