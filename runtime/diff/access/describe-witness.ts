import type { TreeOf } from '../../expression/tree.ts';
import { inSentence, listed } from '../../expression/words.ts';
import type { Entity, Model } from '../../model/model.ts';
import { modelWords } from '../../model/model-words.ts';
import type { Witness } from '../access-difference.ts';
import type { World } from '../decider/possible.ts';
import { personOf } from './case-facts.ts';
import { actionOf, type Cell } from './effective-access.ts';
import { fieldsAlong, own } from './lookups.ts';
import { clauseOf, type Clause, pathWords, shown, type Speech } from './value-words.ts';

/** What a witness is made from: the world in which two policies differ on a cell. */
export type WitnessOf = {
  /** In whose words it is told: the head's, or the base's of what is gone. */
  readonly model: Model;
  readonly entity: Entity;
  readonly role: string;
  readonly cell: Pick<Cell, 'operation' | 'field'>;
  readonly world: World;
  /** Paths that the two conditions look at, each once. */
  readonly paths: readonly TreeOf<'path'>[];
  readonly side: 'gain' | 'loss';
  /** No condition stands on either side, so that it is so for every record. */
  readonly always: boolean;
  /** They may read the record by another role. */
  readonly elsewhere: boolean;
  /** `record` is the record after the change, and `old` as it was before. */
  readonly afterwards: boolean;
};

/** The witness with its sentence: who can now do what with which record, and could not before; or the other way round. */
export function describeWitness(of: WitnessOf): Witness {
  const { model, role, world } = of;
  const { roles } = personOf(model, role, world);
  const under = (root: string): Record<string, unknown> =>
    Object.fromEntries(
      [...world].flatMap(([name, value]) =>
        name.startsWith(`${root}.`) ? [[name.slice(root.length + 1), value] as const] : [],
      ),
    );
  const attributes = under('user');
  delete attributes['roles'];
  const others = [...world].filter(([name]) => !/^(?:user|record)(?:\.|$)/u.test(name));
  return {
    sentence: sentenceOf(of, roles),
    person: { roles, attributes },
    record: under('record'),
    others: Object.fromEntries(others),
  };
}

function sentenceOf(of: WitnessOf, roles: readonly string[]): string {
  const speech = speechOf(of);
  const who = `Somebody with ${listed([...roles.map((role) => roleTitle(of.model, role)), ...attributesOf(of, speech)], 'and')}`;
  const by = of.elsewhere ? ', who may read it by another role,' : '';
  const rest = `${deed(of, speech)}${circumstances(of, speech)}`;
  return of.side === 'gain'
    ? `${who}${by} can now ${rest}, which they could not before.`
    : `${who}${by} can no longer ${rest}.`;
}

function speechOf({ model, entity, cell }: WitnessOf): Speech {
  const action = actionOf(entity, cell.operation);
  const place = { entity: entity.name, ...(action === undefined ? {} : { input: action.input }) };
  const { locale, timeZone } = model.workspace;
  return {
    words: modelWords(model, place),
    values: { locale, timeZone },
    isPercent: ({ root, steps }) => {
      const [first = ''] = steps;
      if (root === 'params') return own(model.parameters, first)?.field.type === 'percent';
      if (root === 'input') return own(action?.input ?? {}, first)?.type === 'percent';
      const found = fieldsAlong(model, entity.name, steps);
      return found.length === steps.length && found.at(-1)?.field.type === 'percent';
    },
  };
}

/** Title of a role; its name where the definitions have it no more. */
export function roleTitle(model: Model, role: string): string {
  return own(model.roles, role)?.title ?? role.replaceAll('_', ' ');
}

function attributesOf({ paths, world }: WitnessOf, speech: Speech): string[] {
  return paths.flatMap((path) => {
    const [name = ''] = path.steps;
    if (path.root !== 'user' || ['', 'id', 'roles'].includes(name)) return [];
    const value = world.get(`user.${name}`);
    const label = name === 'name' ? 'the name' : pathWords(path, speech);
    if (value === undefined) return [];
    if (value === null || (Array.isArray(value) && value.length === 0)) return [`no ${label}`];
    return [`${label} ${shown(path, value, speech)}`];
  });
}

const MASKED: Readonly<Record<string, string>> = {
  last_4: 'the last four characters of ',
  initial: 'the first character of ',
  domain: 'the domain of ',
};

/** `read “Total” of an order with status Open` */
function deed(of: WitnessOf, speech: Speech): string {
  const { entity, cell } = of;
  const [operation = '', , mask = ''] = cell.operation.split(' ');
  const one = recordWords(of, speech);
  const action = actionOf(entity, cell.operation);
  if (action !== undefined) return `run “${action.title}” on ${one}`;
  const field = cell.field === null ? undefined : own(entity.fields, cell.field);
  if (field === undefined) return `${VERBS[operation] ?? operation} ${one}`;
  if (operation === 'create') return `fill in “${field.label}” when creating ${one}`;
  return `${VERBS[operation] ?? operation} ${MASKED[mask] ?? ''}“${field.label}” of ${one}`;
}

const VERBS: Readonly<Record<string, string>> = { update: 'change' };

/** A record of a world by itself: `an order with status Open, not marked as urgent`. */
export function describeRecord(of: Pick<WitnessOf, 'model' | 'entity' | 'world' | 'paths'>): string {
  const cell = { operation: 'read', field: null };
  const rest = { role: '', cell, side: 'gain', always: false, elsewhere: false, afterwards: false } as const;
  return recordWords({ ...of, ...rest }, speechOf({ ...of, ...rest }));
}

/** The record with what the conditions look at. */
function recordWords(of: WitnessOf, speech: Speech): string {
  const noun = inSentence(of.entity.title);
  const one = `${article(noun)} ${noun}`;
  const now = describedBy(of, 'record', speech);
  if (of.always) return of.cell.operation === 'create' ? one : `any ${noun}`;
  if (!of.afterwards) return `${one}${now}`;
  const outcome = now.startsWith(' with ') ? `has ${now.slice(' with '.length)}` : `is${now}`;
  const before = describedBy(of, 'old', speech);
  const comma = before.includes('marked as') ? ',' : '';
  return `${one}${before}${now === '' ? '' : `${comma} so that it ${outcome} afterwards`}`;
}

const article = (noun: string): string => (/^(?!uni|use|us\b|eu|one\b)[aeiou]/iu.test(noun) ? 'an' : 'a');

function describedBy({ paths, world }: WitnessOf, root: string, speech: Speech): string {
  const clauses = paths.flatMap((path): Clause[] => {
    const name = [path.root, ...path.steps].join('.');
    if (path.root !== root || path.steps.length === 0 || !world.has(name)) return [];
    const value = world.get(name) ?? null;
    // A reference that is followed is there anyway.
    const isFollowed = value !== null && [...world.keys()].some((other) => other.startsWith(`${name}.`));
    return isFollowed ? [] : [clauseOf(path, value, world, speech)];
  });
  const of = (kind: Clause['is']): string[] => clauses.flatMap(({ is, text }) => (is === kind ? [text] : []));
  const [values, marks] = [of('with'), of('marked')];
  const first = values.length === 0 ? '' : ` with ${listed(values, 'and')}`;
  if (marks.length === 0) return first;
  return `${first}${first === '' ? ' ' : ', '}${listed(marks, 'and')}`;
}

/** What was given to the action, parameters and the time, where the conditions look at them. */
function circumstances({ paths, world, model }: WitnessOf, speech: Speech): string {
  const of = (root: string): readonly (readonly [TreeOf<'path'>, unknown])[] =>
    paths.flatMap((path) => {
      const name = [path.root, ...path.steps].join('.');
      return path.root === root && world.has(name) ? [[path, world.get(name)] as const] : [];
    });
  const given = of('input').map(([path, value]) => {
    const label = pathWords(path, speech).replace(/^given /u, '');
    return value === null ? `no ${label}` : `${label} ${shown(path, value, speech)}`;
  });
  const params = of('params').map(
    ([path, value]) => `${pathWords(path, speech)} is ${shown(path, value, speech)}`,
  );
  const [day] = of('today');
  const [moment] = of('now');
  return [
    given.length === 0 ? '' : ` giving ${listed(given, 'and')}`,
    params.length === 0 ? '' : ` while ${listed(params, 'and')}`,
    day === undefined ? '' : ` on ${shown(day[0], day[1], speech)}`,
    moment === undefined ? '' : ` at ${shown(moment[0], moment[1], speech)} (${model.workspace.timeZone})`,
  ].join('');
}
