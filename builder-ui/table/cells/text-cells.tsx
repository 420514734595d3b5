import { ScrollRegion } from '../../screens/ScrollRegion.tsx';
import { linkTab, type CellProps } from './cell.ts';
import classes from './cells.module.css';

/** Text on one line in a list; with its own line breaks in a detail. */
export function TextCell({ value, whole = false }: CellProps) {
  if (typeof value !== 'string') return null;
  return whole ? (
    <bdi className={classes.whole}>{value}</bdi>
  ) : (
    <bdi className={classes.line} title={value.length > 24 ? value : undefined}>
      {value}
    </bdi>
  );
}

/** Text of several lines: its first words in a list. */
export function LongTextCell({ value, whole = false }: CellProps) {
  if (typeof value !== 'string') return null;
  if (whole) return <bdi className={classes.prose}>{value}</bdi>;
  const start = value.slice(0, 300).replaceAll(/\s+/gu, ' ');
  return (
    <bdi className={classes.line} title={value.slice(0, 1000)}>
      {start}
    </bdi>
  );
}

/** Opens the person's mail program. */
export function EmailCell({ value, focusable }: CellProps) {
  if (typeof value !== 'string') return null;
  return (
    <a
      className={classes.link}
      href={`mailto:${encodeURIComponent(value).replaceAll('%40', '@')}`}
      tabIndex={linkTab(focusable)}
    >
      {value}
    </a>
  );
}

/** Only http and https become links, whatever is stored. */
export function UrlCell({ value, focusable, whole = false }: CellProps) {
  if (typeof value !== 'string') return null;
  if (!/^https?:\/\//iu.test(value)) return <bdi className={classes.line}>{value}</bdi>;
  return (
    <a
      className={classes.link}
      href={value}
      target="_blank"
      rel="noopener noreferrer"
      tabIndex={linkTab(focusable)}
    >
      {whole ? value : value.replace(/^https?:\/\/(?:www\.)?/iu, '').replace(/\/$/u, '')}
    </a>
  );
}

/** Dials; anything but digits and a leading plus is left out of the number to call. */
export function PhoneCell({ value, focusable }: CellProps) {
  if (typeof value !== 'string') return null;
  const number = value.replaceAll(/[^\d+]/gu, '');
  if (number.length < 3) return <bdi className={classes.line}>{value}</bdi>;
  return (
    <a className={classes.quietLink} href={`tel:${number}`} tabIndex={linkTab(focusable)}>
      {value}
    </a>
  );
}

/** A number with its prefix, as the server gave it. */
export function SequenceCell({ value }: CellProps) {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  return <span className={classes.sequence}>{value}</span>;
}

/** JSON as text. */
export function JsonCell({ field, value, whole = false }: CellProps) {
  if (value === null || value === undefined) return null;
  return whole ? (
    <ScrollRegion className={classes.json} label={field.label}>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </ScrollRegion>
  ) : (
    <code className={classes.line}>{JSON.stringify(value)}</code>
  );
}
