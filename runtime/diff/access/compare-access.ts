import type { Model } from '../../model/model.ts';
import type { AccessDifference } from '../access-difference.ts';
import { inHeadNames } from '../model/in-head-names.ts';
import { isOneOf } from './action-truth.ts';
import { createComparer, verdictOfCompared } from './compare-cell.ts';
import { compareWorkspaceAccess } from './compare-workspace-access.ts';
import {
  type Cell,
  cellName,
  effectiveAccess,
  judgesTwice,
  roleView,
  type RoleView,
} from './effective-access.ts';
import { findWitness, type Judged } from './find-witness.ts';
import { own } from './lookups.ts';
import { type Cells, cellOf, type Matrix, type Place } from './matrix.ts';
import { followed, inEnglish, spanOf } from './row-facts.ts';
import { sameDefinition } from './same-definition.ts';
import type { Pair } from './settle.ts';
import { touchedEntities } from './touched-entities.ts';
import { type Truth, truthKey } from './truth.ts';

/**
 * Every row of the access matrix that is not the same in two models, by what enforces: role by role, for somebody who holds
 * just that one. Renamed entities and fields are followed. A field of which the same is true as of its records has no row of
 * its own, nor has what did not change. Compares nothing with an empty database: then everything is new.
 */
export function compareAccess(base: Model | null, head: Model): readonly AccessDifference[] {
  if (base === null || base === head) return [];
  const pair = pairOf(base, head);
  const touched = touchedEntities(pair);
  const matrix: Matrix = { pair, comparer: createComparer(pair), views: createViews(pair) };
  const order = [...new Set([...Object.keys(head.entities), ...Object.keys(pair.base.entities)])];
  return [
    ...order.filter((name) => touched.has(name)).flatMap((name) => compareEntity(matrix, name)),
    ...compareWorkspaceAccess(base, head),
  ];
}

/** The two models as they are compared. */
export function pairOf(base: Model, head: Model): Pair {
  const changedTables = Object.keys(base.decisions).filter((name) => {
    const after = own(head.decisions, name);
    return after !== undefined && !sameDefinition(base.decisions[name]?.compiled, after.compiled);
  });
  return { base: inHeadNames(base, head), head, changedTables: new Set(changedTables) };
}

function createViews({ base, head }: Pair): Matrix['views'] {
  const known = new Map<string, RoleView>();
  return (side, role) => {
    const key = `${side} ${role}`;
    let view = known.get(key);
    if (view === undefined) known.set(key, (view = roleView(side === 'base' ? base : head, role)));
    return view;
  };
}

function compareEntity(matrix: Matrix, name: string): AccessDifference[] {
  const { pair } = matrix;
  const before = own(pair.base.entities, name);
  const after = own(pair.head.entities, name);
  const granted = new Set([...Object.keys(after?.access ?? {}), ...Object.keys(before?.access ?? {})]);
  const known = [...new Set([...Object.keys(pair.head.roles), ...Object.keys(pair.base.roles)])];
  return known
    .filter((role) => granted.has(role))
    .flatMap((role) => compareRole(matrix, { name, before, after, role }));
}

function compareRole(matrix: Matrix, entity: Omit<Place, 'twice'>): AccessDifference[] {
  const { before, after, role } = entity;
  const views = { base: matrix.views('base', role), head: matrix.views('head', role) };
  const twice =
    (before !== undefined && judgesTwice(views.base, before)) ||
    (after !== undefined && judgesTwice(views.head, after));
  const place: Place = { ...entity, twice };
  const none: ReadonlyMap<string, Cell> = new Map();
  const was = before === undefined ? none : effectiveAccess(views.base, before, twice);
  const is = after === undefined ? none : effectiveAccess(views.head, after, twice);
  const rows = new Map<string, { readonly effective: string; readonly granted: string }>();
  const found: AccessDifference[] = [];
  for (const key of new Set([...is.keys(), ...was.keys()])) {
    const cells = { before: cellAt(was, is, key), after: cellAt(is, was, key) };
    const settled = settle(matrix, place, cells);
    const { operation, field } = cellOf(cells);
    const effective = pairKey(settled.before, settled.after);
    const granted = pairKey(settled.ownBefore, settled.ownAfter);
    if (field === null) rows.set(operation, { effective, granted });
    const isSame = truthKey(settled.before) === truthKey(settled.after);
    if (isSame && (settled.sameGrants || !needsSight(operation))) continue;
    const record = rows.get(operation.split(' masked ')[0] ?? '');
    const isCovered = needsSight(operation)
      ? record?.granted === granted && (isSame || record.effective === effective)
      : record?.effective === effective;
    if (field !== null && isCovered) continue;
    found.push(...differenceOf(matrix, place, cells, settled));
  }
  return found;
}

const pairKey = (before: Truth, after: Truth): string => `${truthKey(before)}\n${truthKey(after)}`;

/** Where nothing is masked, who sees the value sees its part as well. */
function cellAt(
  cells: ReadonlyMap<string, Cell>,
  others: ReadonlyMap<string, Cell>,
  key: string,
): Cell | undefined {
  const found = cells.get(key);
  const other = others.get(key);
  if (found !== undefined || other === undefined || !other.operation.includes(' masked ')) return found;
  const { operation, field } = other;
  const clear = cells.get(cellName({ operation: operation.split(' ')[0] ?? '', field }));
  return clear === undefined ? undefined : { ...clear, operation };
}

/** A new record is in the first state of its lifecycle. */
function firstState({ before, after }: Place): Truth {
  const entity = after ?? before;
  if (entity === undefined || entity.lifecycle === null) return true;
  const { field, initial } = entity.lifecycle;
  return isOneOf(entity, field, [initial]);
}

/** What is done only with records that one may read, by whichever role. */
const needsSight = (operation: string): boolean => !/^(?:read|create)\b/u.test(operation);

type Settled = {
  readonly before: Truth;
  readonly after: Truth;
  readonly ownBefore: Truth;
  readonly ownAfter: Truth;
  readonly sameGrants: boolean;
};

function settle({ comparer }: Matrix, { name }: Place, { before, after }: Cells): Settled {
  const one = (side: 'base' | 'head', truth: Truth | undefined): Truth =>
    comparer.settled(side, name, truth ?? false);
  const [ownBefore, ownAfter] = [one('base', before?.own), one('head', after?.own)];
  const sameGrants =
    before !== undefined && after !== undefined && truthKey(ownBefore) === truthKey(ownAfter);
  return {
    before: one('base', before?.when),
    after: one('head', after?.when),
    ownBefore,
    ownAfter,
    sameGrants,
  };
}

type Pairing = { readonly gain: Judged; readonly loss: Judged; readonly part: 'when' | 'own' };

/**
 * For somebody who holds the role alone; and, where that shows no gain or no loss, for somebody who may read the records by
 * another role, whom only the grants for the operation itself hold back.
 */
function judgePair(matrix: Matrix, place: Place, cells: Cells, settled: Settled): Pairing {
  const { operation } = cellOf(cells);
  const { name, role } = place;
  const given = operation === 'create' ? firstState(place) : true;
  const alone = matrix.comparer.compare(name, role, settled.before, settled.after, given);
  const gain = findWitness(matrix, place, cells, alone, 'gain');
  const loss = findWitness(matrix, place, cells, alone, 'loss');
  if (settled.sameGrants || !needsSight(operation)) return { gain, loss, part: 'when' };
  const own = matrix.comparer.compare(name, role, settled.ownBefore, settled.ownAfter);
  const further = (found: Judged, side: 'gain' | 'loss'): Judged =>
    found.possible.is === 'never' ? findWitness(matrix, place, cells, own, side, true) : found;
  const both = { gain: further(gain, 'gain'), loss: further(loss, 'loss') };
  const isFurther = both.gain.possible !== gain.possible || both.loss.possible !== loss.possible;
  const isTold = [both.gain, both.loss].some(({ possible }) => possible.is !== 'never');
  return { ...both, part: isFurther && isTold && isNever(gain) && isNever(loss) ? 'own' : 'when' };
}

const isNever = ({ possible }: Judged): boolean => possible.is === 'never';

function differenceOf(matrix: Matrix, place: Place, cells: Cells, settled: Settled): AccessDifference[] {
  const { sameGrants } = settled;
  const { operation, field } = cellOf(cells);
  const { gain, loss, part } = judgePair(matrix, place, cells, settled);
  const verdict = verdictOfCompared({ gain: gain.possible, loss: loss.possible });
  // A field may be new without anybody doing anything with it.
  const isSame = truthKey(settled.ownBefore) === truthKey(settled.ownAfter);
  if (verdict === 'equivalent' && (sameGrants || isSame)) return [];
  const reasons = [gain.possible, loss.possible].flatMap((possible) =>
    possible.is === 'undecided' ? [possible.why] : [],
  );
  const follows = sameGrants ? followed(matrix, place, cellOf(cells)) : null;
  return [
    {
      entity: place.name,
      role: place.role,
      operation,
      field,
      verdict,
      before: inEnglish(matrix.pair.base, place.before, operation, cells.before?.[part]),
      after: inEnglish(matrix.pair.head, place.after, operation, cells.after?.[part]),
      gain: gain.witness,
      loss: loss.witness,
      undecided: verdict === 'undecided' ? (reasons[0] ?? null) : null,
      ...spanOf(place, cells),
      meaning:
        part === 'own'
          ? matrix.comparer.meaning(place.name, settled.ownBefore, settled.ownAfter)
          : matrix.comparer.meaning(place.name, settled.before, settled.after),
      ...(follows === null ? {} : { follows }),
    },
  ];
}
