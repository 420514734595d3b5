/** Tags that the page is made of. None of them loads, runs or sends anything. */
export type ReviewTag =
  | 'a'
  | 'article'
  | 'code'
  | 'dd'
  | 'details'
  | 'div'
  | 'dl'
  | 'dt'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'h4'
  | 'header'
  | 'li'
  | 'nav'
  | 'ol'
  | 'p'
  | 'pre'
  | 'section'
  | 'span'
  | 'strong'
  | 'summary'
  | 'table'
  | 'tbody'
  | 'td'
  | 'th'
  | 'thead'
  | 'tr'
  | 'ul';

/** As HTML names them. `open` is there or not, its value is empty. */
export type ReviewAttribute =
  | 'aria-hidden'
  | 'aria-label'
  | 'aria-labelledby'
  | 'class'
  | 'colspan'
  | 'href'
  | 'id'
  | 'open'
  | 'role'
  | 'scope'
  | 'tabindex';

/** Plain data, so that a server can send it: text, or an element with what is in it. */
export type ReviewNode = string | ReviewElement;
export type ReviewElement = {
  readonly tag: ReviewTag;
  readonly attributes: Readonly<Partial<Record<ReviewAttribute, string>>>;
  readonly children: readonly ReviewNode[];
};

/** What may stand among children: null and false are left out, lists are laid flat. */
export type Child = ReviewNode | null | false | readonly Child[];

/** An element. A text in place of the attributes is its class. */
export function element(
  tag: ReviewTag,
  attributes: ReviewElement['attributes'] | string | null,
  ...children: readonly Child[]
): ReviewElement {
  const given = attributes ?? {};
  return {
    tag,
    attributes: typeof given === 'string' ? { class: given } : given,
    children: flatten(children),
  };
}

function flatten(children: readonly Child[]): ReviewNode[] {
  return children.flatMap((child) => {
    if (child === null || child === false || child === '') return [];
    return isList(child) ? flatten(child) : [child];
  });
}

const isList = (child: Child): child is readonly Child[] => Array.isArray(child);
