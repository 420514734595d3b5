import type { Generated } from '../sql/ddl-generated.ts';
import { fitName, inApp, literal, quote } from '../sql/ddl-quote.ts';
import type { Conversion } from './conversions.ts';

/** A column of a new type beside the one of the type that the release in force writes. */
export type Parallel = {
  readonly table: string;
  /** Column of the release in force. */
  readonly from: string;
  readonly to: string;
  readonly fromType: string;
  readonly toType: string;
  /** Null: no value of one can become one of the other. */
  readonly conversion: Conversion | null;
  /** The way back for what the new release writes; null where there is none that people would expect. */
  readonly back: Conversion | null;
  /** Whether Postgres itself fills the older column of new records: then the newer one tells who wrote. */
  readonly fromHasDefault: boolean;
};

/** Names of triggers begin with a digit: Postgres fires them in that order, and formulas look at columns in step. */
const syncTrigger = ({ to }: Parallel): string => fitName(`1.sync.${to}`);
const syncFunction = ({ table, to }: Parallel): string => inApp(fitName(`${table}.${to}.sync`));
const formulaTrigger = (column: string): string => fitName(`2.formula.${column}`);
const formulaFunction = (table: string, column: string): string =>
  inApp(fitName(`${table}.${column}.formula`));

const trigger = (name: string, table: string, call: string): string =>
  `create trigger ${quote(name)} before insert or update on ${inApp(table)} for each row execute function ${call}()`;

/** The value of `column` in the type of `conversion`; null where it would not be the same value. */
export function converted(conversion: Conversion | null, column: string, type: string): string {
  if (conversion === null) return `null::${type}`;
  if (conversion.loses === null) return conversion.using(column);
  return `case when not (${conversion.loses(column)}) then ${conversion.using(column)} end`;
}

/** Condition of an update that the older column does not follow. */
export const NUMBERING = `set_config('jig.numbering', 'on', true) = 'on'`;

/**
 * Keeps two columns in step while two releases write: each writes its own, and the other follows. A value that does not fit leaves
 * the other one empty, which nobody notices but the question before the activation.
 */
export function syncStatements(parallel: Parallel): string[] {
  const { table, from, to, fromType, toType, conversion, back, fromHasDefault } = parallel;
  const [older, newer] = [`new.${quote(from)}`, `new.${quote(to)}`];
  const forward = converted(conversion, older, toType);
  const backward = converted(back, newer, fromType);
  const [first, second] = fromHasDefault
    ? [`if ${newer} is not null then ${older} := ${backward}`, `else ${newer} := ${forward}`]
    : [`if ${older} is not null then ${newer} := ${forward}`, `else ${older} := ${backward}`];
  const body = `
begin
  if tg_op = 'INSERT' then
    ${first}; ${second}; end if;
  elsif ${newer} is distinct from old.${quote(to)} then
    if ${newer} is distinct from (${forward}) and current_setting('jig.numbering', true) is distinct from 'on' then
      ${older} := ${backward};
    end if;
  elsif ${older} is distinct from old.${quote(from)} then
    ${newer} := ${forward};
  end if;
  return new;
end`;
  return [
    createFunction(syncFunction(parallel), body),
    `drop trigger if exists ${quote(syncTrigger(parallel))} on ${inApp(table)}`,
    trigger(syncTrigger(parallel), table, syncFunction(parallel)),
  ];
}

/** Takes the trigger away. */
export function dropSync(parallel: Parallel): string[] {
  return [
    `drop trigger if exists ${quote(syncTrigger(parallel))} on ${inApp(parallel.table)}`,
    `drop function if exists ${syncFunction(parallel)}()`,
  ];
}

/** Keeps the column of a formula as if Postgres generated it, which could only be had by writing the whole table anew. */
export function formulaStatements(table: string, column: string, { expression }: Generated): string[] {
  const name = formulaFunction(table, column);
  // The row is named only inside the subquery, so that no column can be taken for a variable.
  const body = `
#variable_conflict use_column
begin
  new.${quote(column)} := (select ${expression} from (select new.*) as r);
  return new;
end`;
  return [
    createFunction(name, body),
    `drop trigger if exists ${quote(formulaTrigger(column))} on ${inApp(table)}`,
    trigger(formulaTrigger(column), table, name),
  ];
}

export function dropFormula(table: string, column: string): string[] {
  return [
    `drop trigger if exists ${quote(formulaTrigger(column))} on ${inApp(table)}`,
    `drop function if exists ${formulaFunction(table, column)}()`,
  ];
}

function createFunction(name: string, body: string): string {
  return `create or replace function ${name}() returns trigger language plpgsql set search_path = pg_catalog as ${literal(`${body}\n`)}`;
}
