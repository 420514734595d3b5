import { Markdown } from 'markdown-to-jsx/react';
import type { AnchorHTMLAttributes } from 'react';
import classes from './pages.module.css';

function RunbookLink({ href = '', children }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  const outside = /^https?:\/\//iu.test(href);
  if (!outside && !href.startsWith('#') && !href.startsWith('/') && !href.startsWith('mailto:'))
    return <span>{children}</span>;
  return (
    <a href={href} {...(outside ? { target: '_blank', rel: 'noopener noreferrer' } : {})}>
      {children}
    </a>
  );
}

/** Headings start below the page's own; HTML in the text stays text. */
const OPTIONS = {
  disableParsingRawHTML: true,
  overrides: {
    a: RunbookLink,
    h1: { component: 'h3' },
    h2: { component: 'h4' },
    h3: { component: 'h5' },
    h4: { component: 'h6' },
    h5: { component: 'h6' },
    img: () => null,
  },
} as const;

/** The text without a first heading that only repeats the page's own. */
function withoutTitle(text: string, title: string): string {
  const [, heading = '', rest = text] = /^\s*# +([^\n]*)\n([\s\S]*)$/u.exec(text) ?? [];
  return heading.trim().toLowerCase() === title.toLowerCase() ? rest : text;
}

type Props = { readonly text: string; readonly title: string };

/** A runbook in Markdown. */
export function Runbook({ text, title }: Props) {
  return (
    <div className={classes.prose}>
      <Markdown options={OPTIONS}>{withoutTitle(text, title)}</Markdown>
    </div>
  );
}
