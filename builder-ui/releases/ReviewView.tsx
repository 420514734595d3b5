import { createElement, useEffect, useMemo, type MouseEvent, type ReactNode } from 'react';
import type { ReviewJson, ReviewNodeJson } from '../../runtime/wire/releases.ts';

type Props = {
  readonly review: ReviewJson;
  /** Whether the page has a heading of its own, below which the review stands. */
  readonly below?: boolean;
};

/** The page that reviewers read, drawn from the nodes that the HTML file is made from. */
export function ReviewView({ review, below = false }: Props) {
  useStyle(review.style);
  // Some hundred changes are some ten thousand elements: they are made once.
  return useMemo(() => <div className="rv-frame">{draw(review.page, below, 0)}</div>, [review, below]);
}

/** Puts the style of the page in force while it is shown; sheets made by program need no nonce. */
function useStyle(style: string): void {
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    };
  }, [style]);
}

/** Attributes that are called otherwise here. */
const NAMES: Readonly<Record<string, string>> = {
  class: 'className',
  colspan: 'colSpan',
  tabindex: 'tabIndex',
};

/** What a page of a review is made of; anything else is shown as its text only. */
const TAGS = new Set(
  (
    'a article code dd details div dl dt h1 h2 h3 h4 header li nav ol p pre section span strong summary ' +
    'table tbody td th thead tr ul'
  ).split(' '),
);
const ATTRIBUTES = /^(?:aria-[a-z]+|class|colspan|href|id|open|role|scope|tabindex)$/u;

function draw(node: ReviewNodeJson, below: boolean, key: number): ReactNode {
  if (typeof node === 'string') return node;
  const children = node.children.map((child, index) => draw(child, below, index));
  if (!TAGS.has(node.tag)) return createElement('span', { key }, ...children);
  const tag = below && node.tag === 'h1' ? 'h2' : node.tag;
  return createElement(tag, { key, ...properties(node.attributes) }, ...children);
}

function properties(attributes: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const known = Object.entries(attributes).filter(([name]) => ATTRIBUTES.test(name));
  const given = Object.fromEntries(
    known.map(([name, value]) => [NAMES[name] ?? name, name === 'open' ? true : numbered(name, value)]),
  );
  const { href } = attributes;
  if (href === undefined) return given;
  if (href.startsWith('#')) return { ...given, onClick: (event: MouseEvent) => jump(event, href.slice(1)) };
  // Only the code host is led to, never a program.
  return /^https?:\/\//u.test(href)
    ? { ...given, target: '_blank', rel: 'noreferrer' }
    : { ...given, href: undefined };
}

const numbered = (name: string, value: string): unknown =>
  name === 'tabindex' || name === 'colspan' ? Number(value) : value;

/** Goes to a part of the page without a step in the history, unfolding what it lies in. */
function jump(event: MouseEvent, id: string): void {
  const target = document.querySelector<HTMLElement>(`[id="${CSS.escape(id)}"]`);
  if (target === null) return;
  event.preventDefault();
  for (let around = target.closest('details'); around !== null;) {
    around.open = true;
    around = around.parentElement?.closest('details') ?? null;
  }
  if (!target.hasAttribute('tabindex')) target.setAttribute('tabindex', '-1');
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: 'start' });
}
