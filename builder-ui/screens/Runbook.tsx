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

const LEVELS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

/** Headings of a text go on below `above`, the level of the heading that stands over it; HTML in the text stays text. */
function markdownOptions(above: number) {
  const level = (own: 1 | 2 | 3 | 4 | 5 | 6) => ({ component: LEVELS[above + own - 1] ?? 'h6' });
  return {
    disableParsingRawHTML: true,
    overrides: {
      a: RunbookLink,
      h1: level(1),
      h2: level(2),
      h3: level(3),
      h4: level(4),
      h5: level(5),
      h6: level(6),
      img: () => null,
    },
  };
}

/** The text without a first heading that only repeats the page's own. */
function withoutTitle(text: string, title: string): string {
  const [, heading = '', rest = text] = /^\s*# +([^\n]*)\n([\s\S]*)$/u.exec(text) ?? [];
  return heading.trim().toLowerCase() === title.toLowerCase() ? rest : text;
}

type Props = { readonly text: string; readonly title: string };

/** A runbook in Markdown. */
export function Runbook({ text, title }: Props) {
  const body = withoutTitle(text, title);
  return (
    <div className={classes.prose}>
      <Markdown options={markdownOptions(body === text ? 2 : 1)}>{body}</Markdown>
    </div>
  );
}
