import { createRequire } from 'node:module';
import type { Tree, TreeOf } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';
import { limitsOf, TABLES } from './desk.ts';

/** A condition, or an answer, that the solver is not asked for. */
export class Outside extends Error {}

/** What a part gives, in the solver's language; `empty`: where it is empty or unknown. */
type Term = {
  readonly sort: 'Int' | 'Real' | 'String' | 'Bool';
  readonly term: string;
  readonly empty: string;
};
/** Where a condition is true, and where it is false. */
type Truth = { readonly yes: string; readonly no: string };

const SAFE = Number.MAX_SAFE_INTEGER;
const RANGES: Readonly<Partial<Record<Type['is'], readonly [string, string]>>> = {
  int: [String(SAFE), String(SAFE)],
  datetime: ['62135596800000', '253402300799999'],
  duration: ['315576000000000', '315576000000000'],
  date: ['719162', '2932896'],
  time: ['0', '86399'],
};

/** Names and assertions of one question, written apart from the decider: three values as pairs of two. */
export function createEncoder() {
  const declared = new Map<string, string>();
  const asserted: string[] = [];

  const declare = (name: string, sort: string): string => {
    const quoted = `|${name}|`;
    if (!declared.has(name)) declared.set(name, `(declare-fun ${quoted} ${sort})`);
    return quoted;
  };
  const known = (name: string): boolean => declared.has(name);

  function emptyOf(path: TreeOf<'path'>): string {
    const names = (path.emptyAt ?? []).map((place) =>
      [path.root, ...path.steps.slice(0, place + 1)].join('.'),
    );
    return any(names.map((name) => declare(`empty ${name}`, '() Bool')));
  }

  function pathTerm(path: TreeOf<'path'>, inputs: ReadonlyMap<string, Term>): Term {
    const bound = inputs.get(path.root.slice(1));
    if (path.root.startsWith('$') && bound !== undefined) return bound;
    const name = [path.root, ...path.steps].join('.');
    const isNew = !known(name);
    const limits = limitsOf(path);
    const { is } = path.type;
    const empty = emptyOf(path);
    const range = (low: string, high: string, term: string): void => {
      if (isNew) asserted.push(`(<= ${low} ${term} ${high})`);
    };
    switch (is) {
      case 'bool':
        return { sort: 'Bool', term: declare(name, '() Bool'), empty };
      case 'string':
      case 'choice': {
        const term = declare(name, '() String');
        if (isNew && path.type.is === 'choice')
          asserted.push(any(path.type.options.map((one) => `(= ${term} "${one}")`)));
        if (limits?.minLength != null)
          range(String(limits.minLength), String(limits.maxLength), `(str.len ${term})`);
        return { sort: 'String', term, empty };
      }
      case 'user':
      case 'record':
        return { sort: 'Int', term: declare(name, '() Int'), empty };
      case 'decimal':
      case 'money': {
        const scaled = limits?.scale === undefined ? null : 10 ** limits.scale;
        const unit = declare(name, scaled === null ? '() Real' : '() Int');
        const term = scaled === null ? unit : `(/ (to_real ${unit}) ${scaled}.0)`;
        if (isNew && limits?.min != null) asserted.push(`(>= ${term} ${real(String(limits.min))})`);
        if (isNew && limits?.max != null) asserted.push(`(<= ${term} ${real(String(limits.max))})`);
        return { sort: 'Real', term, empty };
      }
      case 'date':
      case 'datetime':
      case 'time':
      case 'int':
      case 'duration': {
        const unit = declare(name, '() Int');
        const term = is === 'duration' ? `(* 1000 ${unit})` : unit;
        const [low = '0', high = '0'] = RANGES[is] ?? [];
        range(`(- ${low})`, high, term);
        if (limits?.min != null) range(String(limits.min), String(limits.max), term);
        if (isNew && (name === 'now' || name === 'today')) setClock(is);
        return { sort: 'Int', term, empty };
      }
      case 'list':
      case 'null':
      default:
        throw new Outside(is);
    }
  }

  /** Both lie in this millennium, and on one day in some time zone. */
  function setClock(is: 'date' | 'datetime' | 'time' | 'int' | 'duration'): void {
    if (is === 'date') asserted.push('(<= 10957 |today| 376199)');
    else asserted.push('(<= 946684800000 |now| 32503593600000)');
    if (known('now') && known('today'))
      asserted.push('(<= (- 50400000) (- |now| (* 86400000 |today|)) 129599999)');
  }

  function termOf(tree: Tree, inputs: ReadonlyMap<string, Term>): Term {
    switch (tree.is) {
      case 'path':
        return pathTerm(tree, inputs);
      case 'literal':
        return literalTerm(tree);
      case 'negate': {
        const of = termOf(tree.of, inputs);
        return { ...of, term: `(- ${of.term})` };
      }
      case 'arithmetic': {
        const [a, b] = [termOf(tree.left, inputs), termOf(tree.right, inputs)];
        if (!'+-*'.includes(tree.operator) || a.sort === 'String') throw new Outside(tree.operator);
        return ranged(tree.type, {
          sort: a.sort,
          term: `(${tree.operator} ${a.term} ${b.term})`,
          empty: any([a.empty, b.empty]),
        });
      }
      case 'if': {
        const test = truthOf(tree.test, inputs);
        const [a, b] = [termOf(tree.then, inputs), termOf(tree.otherwise, inputs)];
        const unknown = all([`(not ${test.yes})`, `(not ${test.no})`]);
        const chosen = `(ite ${test.yes} ${a.empty} ${b.empty})`;
        return { sort: a.sort, term: `(ite ${test.yes} ${a.term} ${b.term})`, empty: any([unknown, chosen]) };
      }
      case 'call':
        return tree.type.is === 'bool' ? flag(truthOf(tree, inputs)) : callTerm(tree, inputs);
      case 'decision':
        return decisionTerm(tree, inputs);
      case 'not':
      case 'and':
      case 'or':
      case 'compare':
      case 'in':
      case 'loop':
      case 'list':
      default:
        if (tree.type.is !== 'bool') throw new Outside(tree.is);
        return flag(truthOf(tree, inputs));
    }
  }

  const flag = ({ yes, no }: Truth): Term => ({
    sort: 'Bool',
    term: yes,
    empty: all([`(not ${yes})`, `(not ${no})`]),
  });

  function ranged(type: Type, { sort, term, empty }: Term): Term {
    const range =
      type.is === 'int' || type.is === 'datetime' || type.is === 'duration' || type.is === 'date'
        ? RANGES[type.is]
        : undefined;
    if (range === undefined) return { sort, term, empty };
    return { sort, term, empty: any([empty, `(not (<= (- ${range[0]}) ${term} ${range[1]}))`]) };
  }

  function callTerm(tree: TreeOf<'call'>, inputs: ReadonlyMap<string, Term>): Term {
    const args = tree.args.map((arg) => (arg.type.is === 'list' ? null : termOf(arg, inputs)));
    const [a, b] = args;
    const empty = any(args.map((arg) => arg?.empty ?? 'false'));
    if (a === undefined || a === null) throw new Outside(tree.name);
    switch (tree.name) {
      case 'decimal':
        return { sort: 'Real', term: `(to_real ${a.term})`, empty };
      case 'abs':
        return { sort: a.sort, term: `(ite (< ${a.term} 0) (- ${a.term}) ${a.term})`, empty };
      case 'min':
      case 'max':
        if (b == null || args.length > 2 || a.sort === 'String') throw new Outside(tree.name);
        return {
          sort: a.sort,
          term: `(ite (${tree.name === 'min' ? '<' : '>'} ${a.term} ${b.term}) ${a.term} ${b.term})`,
          empty,
        };
      case 'size':
        return { sort: 'Int', term: `(str.len ${a.term})`, empty };
      case 'addDays':
        return ranged({ is: 'date' }, { sort: 'Int', term: `(+ ${a.term} ${b?.term ?? '0'})`, empty });
      case 'daysBetween':
        return { sort: 'Int', term: `(- ${b?.term ?? '0'} ${a.term})`, empty };
      default:
        throw new Outside(tree.name);
    }
  }

  function decisionTerm(tree: TreeOf<'decision'>, outer: ReadonlyMap<string, Term>): Term {
    const table = TABLES[tree.table];
    if (table === undefined) throw new Outside(tree.table);
    const inputs = new Map(
      table.inputs.map((name, index) => [name, termOf(tree.args[index] as Tree, outer)]),
    );
    const at = table.outputs.indexOf(tree.output);
    const rows = table.rows.map(({ cells, values }) => ({
      test: all(cells.filter((cell) => cell !== null).map((cell) => truthOf(cell, inputs).yes)),
      value: termOf(values[at] as Tree, inputs),
    }));
    const sort = rows[0]?.value.sort ?? 'Int';
    const none = sort === 'String' ? '""' : '0';
    return {
      sort,
      term: rows.reduceRight((rest, { test, value }) => `(ite ${test} ${value.term} ${rest})`, none),
      empty: `(not ${any(rows.map(({ test }) => test))})`,
    };
  }

  function truthOf(tree: Tree, inputs: ReadonlyMap<string, Term>): Truth {
    switch (tree.is) {
      case 'not': {
        const of = truthOf(tree.of, inputs);
        return { yes: of.no, no: of.yes };
      }
      case 'and':
      case 'or': {
        const parts = tree.parts.map((part) => truthOf(part, inputs));
        const [yes, no] = [parts.map((part) => part.yes), parts.map((part) => part.no)];
        return tree.is === 'and' ? { yes: all(yes), no: any(no) } : { yes: any(yes), no: all(no) };
      }
      case 'if': {
        const [test, a, b] = [tree.test, tree.then, tree.otherwise].map((part) => truthOf(part, inputs)) as [
          Truth,
          Truth,
          Truth,
        ];
        const side = (of: keyof Truth): string => any([all([test.yes, a[of]]), all([test.no, b[of]])]);
        return { yes: side('yes'), no: side('no') };
      }
      case 'compare':
        return compareTruth(tree, inputs);
      case 'in':
        return inTruth(tree, inputs);
      case 'call': {
        const test = TESTS[tree.name];
        if (test === undefined) throw new Outside(tree.name);
        const [a, b] = tree.args.map((arg) => termOf(arg, inputs)) as [Term, Term];
        return defined([a, b], test(a.term, b.term));
      }
      case 'path':
      case 'literal':
      case 'decision': {
        const of = termOf(tree, inputs);
        return defined([of], of.term);
      }
      case 'list':
      case 'negate':
      case 'arithmetic':
      case 'loop':
      default:
        throw new Outside(tree.is);
    }
  }

  function compareTruth(
    { left, right, operator }: TreeOf<'compare'>,
    inputs: ReadonlyMap<string, Term>,
  ): Truth {
    const [a, b] = [termOf(left, inputs), termOf(right, inputs)];
    const text = a.sort === 'String';
    if (operator !== '==' && operator !== '!=') {
      const [x, y] = operator.startsWith('<') ? [a.term, b.term] : [b.term, a.term];
      const relation = operator.endsWith('=') ? '<=' : '<';
      return defined([a, b], `(${text ? 'str.' : ''}${relation} ${x} ${y})`);
    }
    const nothing = [left, right].find((side) => side.is === 'literal' && side.value === null);
    const same = nothing === undefined ? `(= ${a.term} ${b.term})` : 'false';
    const [plainA, plainB] = [isRead(left), isRead(right)];
    // Empty is unknown of what is computed, and a value of what is read.
    const unknown = any([plainA ? 'false' : a.empty, plainB ? 'false' : b.empty]);
    const equal = `(ite (or ${a.empty} ${b.empty}) (and ${a.empty} ${b.empty}) ${same})`;
    const yes = all([`(not ${unknown})`, equal]);
    const no = all([`(not ${unknown})`, `(not ${equal})`]);
    return operator === '==' ? { yes, no } : { yes: no, no: yes };
  }

  const isRead = (tree: Tree): boolean =>
    tree.is === 'path' ||
    tree.is === 'literal' ||
    (tree.is === 'call' && tree.name === 'decimal' && tree.args.every(isRead));

  function inTruth({ item, list }: TreeOf<'in'>, inputs: ReadonlyMap<string, Term>): Truth {
    const one = termOf(item, inputs);
    let holds: string;
    if (list.is === 'list')
      holds = any(list.items.map((entry) => `(= ${one.term} ${termOf(entry, inputs).term})`));
    else if (list.is === 'path' && !list.root.startsWith('$')) {
      const name = [list.root, ...list.steps].join('.');
      const of = list.type.is === 'list' ? list.type.of : list.type;
      const held = `(${declare(name, `(${one.sort}) Bool`)} ${one.term})`;
      const possible =
        of.is === 'choice' ? any(of.options.map((option) => `(= ${one.term} "${option}")`)) : 'true';
      holds = all([held, possible, `(not ${emptyOf(list)})`]);
    } else throw new Outside('in');
    const whenEmpty = isRead(item) ? 'true' : 'false';
    return {
      yes: all([`(not ${one.empty})`, holds]),
      no: `(ite ${one.empty} ${whenEmpty} (not ${holds}))`,
    };
  }

  const truth = (tree: Tree): Truth => truthOf(tree, new Map());
  const preamble = (): string =>
    [...declared.values(), ...asserted.map((one) => `(assert ${one})`)].join('\n');
  return { truth, preamble };
}

const all = (parts: readonly string[]): string => (parts.length === 0 ? 'true' : `(and ${parts.join(' ')})`);
const any = (parts: readonly string[]): string => (parts.length === 0 ? 'false' : `(or ${parts.join(' ')})`);
const defined = (terms: readonly Term[], holds: string): Truth => {
  const there = all(terms.map(({ empty }) => `(not ${empty})`));
  return { yes: `(and ${there} ${holds})`, no: `(and ${there} (not ${holds}))` };
};

const TESTS: Readonly<Record<string, (text: string, other: string) => string>> = {
  startsWith: (text, other) => `(str.prefixof ${other} ${text})`,
  endsWith: (text, other) => `(str.suffixof ${other} ${text})`,
  contains: (text, other) => `(str.contains ${text} ${other})`,
};

function literalTerm({ value, type }: TreeOf<'literal'>): Term {
  const term = (sort: Term['sort'], text: string): Term => ({
    sort,
    term: text,
    empty: value === null ? 'true' : 'false',
  });
  switch (type.is) {
    case 'bool':
      return term('Bool', String(value === true));
    case 'string':
    case 'choice':
      return term('String', `"${value === null ? '' : String(value)}"`);
    case 'decimal':
    case 'money':
      return term('Real', real(String(value ?? '0')));
    case 'date':
      return term('Int', whole(Date.parse(`${String(value)}T00:00:00Z`) / 86_400_000));
    case 'datetime':
      return term('Int', whole(Date.parse(String(value))));
    case 'time':
      return term('Int', whole(Date.parse(`1970-01-01T${String(value)}Z`) / 1000));
    case 'int':
    case 'duration':
    case 'user':
    case 'record':
    case 'list':
    case 'null':
    default:
      return term('Int', whole(Number(value)));
  }
}

const whole = (value: number): string =>
  Number.isNaN(value) ? '0' : value < 0 ? `(- ${-value})` : String(value);
function real(text: string): string {
  const digits = text.startsWith('-') ? text.slice(1) : text;
  const written = digits.includes('.') ? digits : `${digits}.0`;
  return text.startsWith('-') ? `(- ${written})` : written;
}

type Z3 = {
  readonly em: {
    ccall: (name: string, result: string, types: readonly string[], args: readonly unknown[]) => string;
  };
  readonly Z3: { mk_config: () => unknown; mk_context: (config: unknown) => number };
};

/** Asks whether all assertions can hold together. Calls are synchronous: the package's own asynchronous one garbles its input. */
export async function openSolver(): Promise<(text: string) => 'sat' | 'unsat' | 'unknown'> {
  const { init } = createRequire(import.meta.url)('z3-solver') as { init: () => Promise<Z3> };
  const { em, Z3 } = await init();
  const context = Z3.mk_context(Z3.mk_config());
  return (text) => {
    const script = `(reset)\n(set-option :rlimit 1500000)\n${text}\n(check-sat)\n`;
    const answer = em
      .ccall('Z3_eval_smtlib2_string', 'string', ['number', 'string'], [context, script])
      .trim();
    if (answer === 'sat' || answer === 'unsat' || answer === 'unknown') return answer;
    // The limit of steps is told as an error in some places.
    if (/canceled|max\. resource/u.test(answer)) return 'unknown';
    throw new Error(`The solver did not understand: ${answer.slice(0, 300)}\n${script}`);
  };
}
