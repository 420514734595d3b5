import { useNavigation } from '../../api/views.ts';
import { findPlace, recordPath } from '../../routes/place.ts';
import { PlaceLink } from '../../routes/PlaceLink.tsx';
import { useCurrentTool } from '../../routes/current-tool.ts';
import { linkTab, type CellProps } from './cell.ts';
import classes from './cells.module.css';
import type { LinkJson } from '../../../runtime/wire/record.ts';

function isLink(value: unknown): value is LinkJson {
  return typeof value === 'object' && value !== null && 'id' in value;
}

/** Title of the record that is referred to, leading there where the person may read it. */
function ReferenceLink({
  field,
  link,
  focusable,
}: Pick<CellProps, 'field' | 'focusable'> & { readonly link: LinkJson }) {
  const navigation = useNavigation();
  const tool = useCurrentTool();
  if (link.title === null)
    return (
      <span className={classes.unreadable} title="You may not read this record">
        Not shown
      </span>
    );
  const title = <bdi>{link.title === '' ? 'Untitled' : link.title}</bdi>;
  if (link.deleted === true)
    return (
      <span className={classes.deleted} title="This record was deleted">
        {title} <span className={classes.mark}>deleted</span>
      </span>
    );
  if (field.target?.can_read !== true) return title;
  return (
    <PlaceLink
      className={classes.link}
      path={recordPath(findPlace(navigation, field.target.entity, tool), link.id)}
      tabIndex={linkTab(focusable)}
    >
      {title}
    </PlaceLink>
  );
}

export function ReferenceCell({ field, value, focusable }: CellProps) {
  if (!isLink(value)) return null;
  return (
    <span className={classes.line}>
      <ReferenceLink field={field} link={value} {...(focusable === undefined ? {} : { focusable })} />
    </span>
  );
}

/** Every record that is referred to; a list shows as many as fit. */
export function ReferencesCell({ field, value, focusable, whole = false }: CellProps) {
  if (!Array.isArray(value)) return null;
  const links = (value as unknown[]).filter(isLink);
  return (
    <span className={whole ? classes.wrapped : classes.line}>
      {links.map((link, index) => (
        <span key={link.id}>
          <ReferenceLink field={field} link={link} {...(focusable === undefined ? {} : { focusable })} />
          {index < links.length - 1 ? ', ' : ''}
        </span>
      ))}
    </span>
  );
}

/** A person, by name. */
export function UserCell({ value }: CellProps) {
  if (!isLink(value)) return null;
  const name = value.title ?? 'Somebody';
  return (
    <span className={classes.person}>
      <span className={classes.initials} aria-hidden>
        {initials(name)}
      </span>
      <bdi className={classes.line}>{name}</bdi>
    </span>
  );
}

/** First letters of the first and the last word. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== '');
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => String.fromCodePoint(word?.codePointAt(0) ?? 32))
    .join('')
    .toUpperCase();
}
