import type { AccessDifference } from '../../runtime/diff/access-difference.ts';
import type { CaseFacts } from '../../runtime/diff/access/case-facts.ts';
import { writableFields } from '../../runtime/diff/access/effective-access.ts';
import { judgeCell } from '../../runtime/diff/access/judge-cell.ts';
import type { RecordValue, Value } from '../../runtime/expression/value.ts';
import type { Entity, Model } from '../../runtime/model/model.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import { createRunFacts } from '../../runtime/rules/run-facts.ts';
import { ROLES } from './random-policies.ts';

const NOW = new Date('2026-11-26T10:00:00Z');

type Person = { readonly id: string; readonly regions: readonly string[]; readonly level: number | null };

const PEOPLE: readonly Person[] = ['u1', 'u2'].flatMap((id) =>
  [[], ['x'], ['x', 'y']].flatMap((regions) => [null, 0, 1, 2].map((level) => ({ id, regions, level }))),
);

/** Everything that a record of the small workspace may be, with the areas that its formula gives. */
function itemOf(next: () => number, area: (region: Value, folder: Value) => Value): RecordValue {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const folder: Value = pick([
    null,
    { id: 'f1', name: 'One', region: 'x', owner: 'u1' },
    { id: 'f2', name: 'Two', region: null, owner: null },
    { id: 'f3', name: 'Three', region: 'y', owner: 'u2' },
  ]);
  const region = pick([null, 'x', 'y']);
  return {
    id: 'i1',
    state: pick(['open', 'done', 'held']),
    region,
    amount: pick([null, 0, 1, 2, 3]),
    agent: pick([null, 'u1', 'u2']),
    note: 'a note',
    folder,
    area: area(region, folder),
    lines: [],
  };
}

/** The formula of `area`, as the small workspace has it: the item's own region or its folder's. */
function areaOf(model: Model): (region: Value, folder: Value) => Value {
  const formula = model.entities['item']?.fields['area']?.computed;
  const own = formula?.is === 'formula' && formula.expression.text === 'region';
  return (region, folder) =>
    own ? region : folder === null ? null : ((folder as RecordValue)['region'] ?? null);
}

function factsOf(
  model: Model,
  role: string,
  person: Person,
  record: RecordValue,
  old: RecordValue,
): CaseFacts {
  const actor: Actor = {
    kind: 'person',
    id: person.id,
    name: 'Somebody',
    roles: [role],
    holdings: [{ role, scope: null }],
    attributes: { regions: person.regions, level: person.level },
  };
  return { actor, run: createRunFacts(model, actor, {}, NOW), record, old, input: {} };
}

const OPERATIONS = ['read', 'create', 'update', 'delete', 'export', 'action finish', 'action hold'];
/** Fields that an operation speaks of; nobody writes a state or what is computed. */
function fieldsOf(operation: string, entity: Entity): readonly string[] {
  if (operation === 'read' || operation === 'export') return Object.keys(entity.fields);
  return operation === 'create' || operation === 'update'
    ? writableFields(entity).map(({ name }) => name)
    : [];
}

type Seen = { gain: boolean; loss: boolean };

/** What the rows claim and the policy that enforces does otherwise, for some person and record of `tries`. */
export function contradictions(
  base: Model,
  head: Model,
  rows: readonly AccessDifference[],
  next: () => number,
  tries: number,
): readonly string[] {
  const claims = new Map(rows.map((row) => [nameOf(row.entity, row.role, row.operation, row.field), row]));
  const seen = new Map<string, Seen>();
  const [before, after] = [areaOf(base), areaOf(head)];
  for (let turn = 0; turn < tries; turn += 1) {
    const person = PEOPLE[Math.floor(next() * PEOPLE.length)] as Person;
    const [was, is] = [itemOf(next, before), itemOf(next, before)];
    const in2 = (record: RecordValue): RecordValue => ({
      ...record,
      area: after(record['region'] ?? null, record['folder'] ?? null),
    });
    for (const role of ROLES) {
      const old = factsOf(base, role, person, is, was);
      const now = factsOf(head, role, person, in2(is), in2(was));
      note('item', role, old, now);
      const line = (facts: CaseFacts): CaseFacts => {
        const record = { id: 'l1', item: facts.record, text: 'words' };
        return { ...facts, record, old: record };
      };
      note('line', role, line(old), line(now));
    }
  }
  function note(name: string, role: string, old: CaseFacts, now: CaseFacts): void {
    const [was, is] = [base.entities[name], head.entities[name]];
    if (was === undefined || is === undefined) return;
    const state = now.record['state'];
    for (const operation of name === 'item' ? OPERATIONS : ['read', 'update']) {
      // A new record is in the first state.
      if (operation === 'create' && state !== 'open') continue;
      for (const field of [null, ...fieldsOf(operation, is)]) {
        const single = operation === 'update' ? {} : { old: null };
        const cell = { operation, field };
        const could = judgeCell(base, was, cell, { ...old, ...single });
        const can = judgeCell(head, is, cell, { ...now, ...single });
        if (could === can) continue;
        const key = nameOf(name, role, operation, field);
        const found = seen.get(key) ?? { gain: false, loss: false };
        if (can) found.gain = true;
        else found.loss = true;
        seen.set(key, found);
      }
    }
  }
  return [...seen].flatMap(([key, { gain, loss }]) => {
    const claim = claims.get(key) ?? claims.get(key.replace(/ \w+$/u, ' -'));
    const verdict = claim?.verdict ?? 'no row';
    const isWrong =
      (gain && !['wider', 'incomparable', 'undecided'].includes(verdict)) ||
      (loss && !['narrower', 'incomparable', 'undecided'].includes(verdict));
    return isWrong
      ? [`${key} is ${verdict}, but ${gain ? 'somebody gains' : ''}${loss ? ' somebody loses' : ''}`]
      : [];
  });
}

function nameOf(entity: string | null, role: string, operation: string, field: string | null): string {
  return `${entity} ${role} ${operation.replace(' ', '_')} ${field ?? '-'}`;
}
