import { explainPath, ownerOf } from '../../expression/explain-path.ts';
import type { TreeOf } from '../../expression/tree.ts';
import { inSentence, listed, type Words } from '../../expression/words.ts';
import { formatValue, type ValueWords } from '../../rules/format-value.ts';
import { decodeValue } from '../../rules/values.ts';
import type { World } from '../decider/possible.ts';
import { withoutMark } from './settle.ts';

/** In whose words values are told. */
export type Speech = {
  readonly words: Words;
  readonly values: ValueWords;
  /** Whether screens show the value as a percentage. */
  readonly isPercent: (path: TreeOf<'path'>) => boolean;
};

/** A path as a noun without its article: `status`, `customer's region`. */
export function pathWords(path: TreeOf<'path'>, { words }: Speech): string {
  const steps = path.steps.map(withoutMark);
  return explainPath({ ...path, root: path.root === 'old' ? 'record' : path.root, steps }, words, []).replace(
    /^the (?:user's )?/u,
    '',
  );
}

/** What `with` says of one value of a record, as in `an order with status Open`; `marked as urgent` for flags. */
export type Clause = { readonly is: 'with' | 'marked'; readonly text: string };

/** The clause for one value; `world` tells who the user is, and which other references lead to the same record. */
export function clauseOf(path: TreeOf<'path'>, wire: unknown, world: World, speech: Speech): Clause {
  const label = pathWords(path, speech);
  const { type } = path;
  if (type.is === 'bool' && typeof wire === 'boolean' && path.steps.length === 1)
    return { is: 'marked', text: `${wire ? '' : 'not '}marked as ${label}` };
  if (type.is === 'list' && type.of.is === 'record' && Array.isArray(wire) && wire.length > 0)
    return { is: 'with', text: rowsWords(label, type.of.entity, wire, speech) };
  if (type.is === 'user') return { is: 'with', text: personWords(path, wire, world, label) };
  if (wire === null || wire === undefined || (Array.isArray(wire) && wire.length === 0))
    return { is: 'with', text: path.steps.length > 1 ? `the ${label} empty` : `no ${label}` };
  if (type.is === 'record') return { is: 'with', text: referenceWords(path, wire, world, speech) };
  return { is: 'with', text: `${label} ${shown(path, wire, speech)}` };
}

/** `2 lines (text a; no text)` */
function rowsWords(label: string, entity: string, rows: readonly unknown[], { words }: Speech): string {
  const told = rows.map((row) =>
    typeof row !== 'object' || row === null
      ? ''
      : Object.entries(row)
          .filter(([name]) => name !== 'id')
          .map(([name, value]) => {
            const field = inSentence(words.field(entity, name)?.label ?? name.replaceAll('.', ' '));
            if (value === null) return `no ${field}`;
            return `${field} ${typeof value === 'string' ? words.option(entity, name, value) : String(value)}`;
          })
          .join(', '),
  );
  const inside = told.every((text) => text === '') ? '' : ` (${told.join('; ')})`;
  return `${rows.length} ${label}${inside}`;
}

/** `themselves as agent`, but `entered by themselves`. */
function personWords(path: TreeOf<'path'>, wire: unknown, world: World, label: string): string {
  const who = whoIs(path, wire, world);
  return /\b(?:by|to|with|from|for)$/u.test(label) ? `${label} ${who}` : `${who} as ${label}`;
}

function whoIs(path: TreeOf<'path'>, wire: unknown, world: World): string {
  if (wire === null || wire === undefined) return 'nobody';
  const user = world.get('user.id');
  if (user !== undefined) return wire === user ? 'themselves' : 'somebody else';
  const name = [path.root, ...path.steps].join('.');
  for (const [other, value] of world) {
    if (other === name) break;
    if (value === wire) return 'the same person';
  }
  return 'somebody';
}

/** Records are known by their ids alone, which say nothing: only whether two are the same. */
function referenceWords(path: TreeOf<'path'>, wire: unknown, world: World, speech: Speech): string {
  const label = pathWords(path, speech);
  const name = [path.root, ...path.steps].join('.');
  const other = [...world].find(
    ([key, value]) => key !== name && key.startsWith(`${path.root}.`) && value === wire && key < name,
  );
  if (other === undefined) return `some ${label}`;
  const steps = other[0].split('.').slice(1);
  return `the same ${label} as ${pathWords({ ...path, steps }, speech)}`;
}

/** The value as screens show it. */
export function shown(path: TreeOf<'path'>, wire: unknown, speech: Speech): string {
  const { type } = path;
  const { words, values } = speech;
  if (Array.isArray(wire)) {
    const of = type.is === 'list' ? type.of : type;
    return listed(
      wire.map((item: unknown) => shown({ ...path, type: of }, item, speech)),
      'and',
    );
  }
  if (type.is === 'decimal' && typeof wire === 'string' && speech.isPercent(path))
    return new Intl.NumberFormat(values.locale, { style: 'percent', maximumFractionDigits: 20 }).format(
      wire as `${number}`,
    );
  if (type.is === 'choice' && typeof wire === 'string') {
    const steps = path.steps.map(withoutMark);
    const owner = ownerOf({ ...path, root: path.root === 'old' ? 'record' : path.root, steps }, words, []);
    return owner === null ? wire.replaceAll('_', ' ') : words.option(owner.entity, owner.field, wire);
  }
  if (type.is === 'string' && typeof wire === 'string')
    return /^[\p{L}\p{N}]+(?:[-_.@/][\p{L}\p{N}]+)*$/u.test(wire) ? wire : `“${wire}”`;
  return formatValue(decodeValue(type, wire), type, values).replaceAll(/[\s\u00A0\u202F]+/gu, ' ');
}
