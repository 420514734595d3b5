import Markdown from 'markdown-to-jsx';
import type { AnchorHTMLAttributes } from 'react';
import classes from './pages.module.css';

function RunbookLink({ href = '', children }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  const outside = /^https?:\/\//iu.test(href);
  if (!outside && !href.startsWith('#') && !href.startsWith('/') && !href.startsWith('mailto:')) return <span>{children}</span>;
  return (
    <a href={href} {...(outside ? { target: '_blank', rel: 'noopener noreferrer' } : {})}>
      {children}
    </a>
  );
}

/** Headings start below the page's own; HTML in the text stays text. */
const OPTIONS = {
  disableParsingRawHTML: true,
  overrides: { a: RunbookLink, h1: 'h2', h2: 'h3', h3: 'h4', h4: 'h5', h5: 'h6', img: () => null },
} as const;

/** A runbook in Markdown. */
export function Runbook({ text }: { readonly text: string }) {
  return (
    <div className={classes.prose}>
      <Markdown options={OPTIONS}>{text}</Markdown>
    </div>
  );
}
