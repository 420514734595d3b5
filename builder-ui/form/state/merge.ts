import type { FieldView } from '../../../runtime/wire/view.ts';
import type { FormFields } from './form-fields.ts';
import type { Values } from './form-store.ts';
import { isBlankLine, linesOf, type LineValues } from './record-values.ts';
import { sameValue } from './same-value.ts';

export type Side = 'mine' | 'theirs';

/** One thing that somebody changed: a field, or one line of a list. */
export type Difference = {
  /** `status`, or `lines/<id>` for a line. */
  readonly key: string;
  readonly field: FieldView;
  /** Set for a line: its columns that differ. */
  readonly columns: readonly FieldView[] | null;
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** Both changed it, and not alike: somebody must choose. */
  readonly clash: boolean;
  /** Where only one side changed it, that side. */
  readonly side: Side | null;
};

function compare(base: unknown, mine: unknown, theirs: unknown): Pick<Difference, 'clash' | 'side'> | null {
  const [here, there] = [!sameValue(base, mine), !sameValue(base, theirs)];
  if (!here && !there) return null;
  if (here && there && sameValue(mine, theirs)) return null;
  return { clash: here && there, side: here && there ? null : here ? 'mine' : 'theirs' };
}

const byId = (rows: readonly LineValues[]): ReadonlyMap<string, LineValues> =>
  new Map(rows.flatMap((row) => (typeof row['id'] === 'string' ? [[row['id'], row] as const] : [])));

type Three = { readonly base: Values; readonly mine: Values; readonly theirs: Values };

/** Lines are compared one by one, by id. My new lines have none and clash with nothing. */
function lineDifferences(field: FieldView, { base, mine, theirs }: Three): readonly Difference[] {
  const [old, here, there] = [base, mine, theirs].map((values) => byId(linesOf(values[field.path])));
  const ids = [...new Set([...(old?.keys() ?? []), ...(here?.keys() ?? []), ...(there?.keys() ?? [])])];
  return ids.flatMap((id) => {
    const [a, b, c] = [old?.get(id), here?.get(id), there?.get(id)];
    const found = compare(a, b, c);
    if (found === null) return [];
    const columns = (field.lines?.fields ?? []).filter(
      ({ path }) => !sameValue(a?.[path], b?.[path]) || !sameValue(a?.[path], c?.[path]),
    );
    return [{ key: `${field.path}/${id}`, field, columns, base: a, mine: b, theirs: c, ...found }];
  });
}

/** Everything that either side changed since `base`. What both changed alike is settled and left out. */
export function differences(three: Three, fields: FormFields): readonly Difference[] {
  return [...fields.byName.values()]
    .filter((field) => fields.isWritable(field.path))
    .flatMap((field) => {
      if (field.lines !== undefined) return lineDifferences(field, three);
      const [base, mine, theirs] = [three.base, three.mine, three.theirs].map((values) => values[field.path]);
      const found = compare(base, mine, theirs);
      return found === null ? [] : [{ key: field.path, field, columns: null, base, mine, theirs, ...found }];
    });
}

const withoutId = ({ id: _id, ...line }: LineValues): LineValues => line;

/**
 * Lines that I added and that are not there yet. After a save whose answer was lost they are: each line of theirs that is
 * new since `base` stands for one of mine that is alike.
 */
function newLines(field: FieldView, { base, mine, theirs }: Three): readonly LineValues[] {
  const old = byId(linesOf(base[field.path]));
  const arrived = linesOf(theirs[field.path])
    .filter((line) => !old.has(String(line['id'])))
    .map(withoutId);
  return linesOf(mine[field.path]).filter((line) => {
    if (line['id'] !== undefined || isBlankLine(line)) return false;
    const same = arrived.findIndex((each) => sameValue(each, line));
    if (same >= 0) arrived.splice(same, 1);
    return same < 0;
  });
}

/** Whether nothing of mine is left to save: the record holds it already. */
export function isSettled(three: Three, fields: FormFields, found: readonly Difference[]): boolean {
  const lists = [...fields.byName.values()].filter(
    (field) => field.lines !== undefined && fields.isWritable(field.path),
  );
  return (
    found.every(({ clash, side }) => !clash && side === 'theirs') &&
    lists.every((field) => newLines(field, three).length === 0)
  );
}

/** Their lines in their order with my choices in place, then what I added. */
function mergeLines(field: FieldView, three: Three, keeps: (key: string) => boolean): readonly LineValues[] {
  const [here, there] = [byId(linesOf(three.mine[field.path])), byId(linesOf(three.theirs[field.path]))];
  const chosen = [...new Set([...there.keys(), ...here.keys()])].flatMap((id) => {
    const line = keeps(`${field.path}/${id}`) ? here.get(id) : there.get(id);
    return line === undefined ? [] : [line];
  });
  return [...chosen, ...newLines(field, three)];
}

/** The values to save: theirs, with mine wherever `choice` says so. */
export function mergeChoices(
  three: Three,
  fields: FormFields,
  choice: Readonly<Record<string, Side>>,
): Values {
  const keeps = (key: string): boolean => choice[key] === 'mine';
  return Object.fromEntries(
    [...fields.byName.values()]
      .filter((field) => fields.isWritable(field.path))
      .map((field) => [
        field.path,
        field.lines !== undefined
          ? mergeLines(field, three, keeps)
          : (keeps(field.path) ? three.mine : three.theirs)[field.path],
      ]),
  );
}
