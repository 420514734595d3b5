import { expect, it } from 'vitest';
import { parseCell } from '../../runtime/expression/decision-cell.ts';
import { cellTree } from '../../runtime/expression/decision-cell-tree.ts';
import { durationSpelling } from '../../runtime/model/duration-spelling.ts';
import type { FieldType } from '../../runtime/expression/environment.ts';
import type { Tree } from '../../runtime/expression/tree.ts';
import { choice, DATE, FLAG, INT, MONEY, orEmpty, TEXT } from './table.ts';

const tier = choice('gold', 'silver', 'none');
const MOMENT: FieldType = { type: { is: 'datetime' }, nullable: false };
const TIME: FieldType = { type: { is: 'time' }, nullable: false };
const LENGTH: FieldType = { type: { is: 'duration' }, nullable: false };
const PERSON: FieldType = { type: { is: 'user' }, nullable: true };

function shown(tree: Tree): string {
  if (tree.is === 'literal') return JSON.stringify(tree.value);
  if (tree.is === 'path') return tree.root;
  if (tree.is === 'not') return `!(${shown(tree.of)})`;
  if (tree.is === 'and') return `(${tree.parts.map(shown).join(' && ')})`;
  if (tree.is === 'or') return `(${tree.parts.map(shown).join(' || ')})`;
  if (tree.is === 'compare') return `${shown(tree.left)} ${tree.operator} ${shown(tree.right)}`;
  if (tree.is === 'in') return `${shown(tree.item)} in ${shown(tree.list)}`;
  return tree.is === 'list' ? `[${tree.items.map(shown).join(', ')}]` : tree.is;
}

function read(text: string, type: FieldType): string {
  const { cell, problems } = parseCell(text, type, durationSpelling(1));
  if (problems.length > 0)
    return problems
      .map(({ code, start, end, message, hint }) => `${code} ${start}-${end} ${message} ${hint}`)
      .join('\n');
  return cell === null ? 'anything' : shown(cellTree(cell, 'x', type));
}

it.each<[string, FieldType, string]>([
  ['', MONEY, 'anything'],
  [' - ', MONEY, 'anything'],
  ['5', INT, '$x == 5'],
  ['-5', INT, '$x == -5'],
  ['< 100', MONEY, '$x < "100"'],
  ['<=100.50', MONEY, '$x <= "100.50"'],
  ['> -3', INT, '$x > -3'],
  ['[1..5)', INT, '($x >= 1 && $x < 5)'],
  ['(1.5 .. 2]', MONEY, '($x > "1.5" && $x <= "2")'],
  [']1..2[', MONEY, '($x > "1" && $x < "2")'],
  ['gold', tier, '$x == "gold"'],
  ['gold, silver', tier, '$x in ["gold", "silver"]'],
  ['not gold', tier, '!($x == "gold")'],
  ['not gold, silver', orEmpty(tier), '($x != null && !($x in ["gold", "silver"]))'],
  ['null', orEmpty(tier), '$x == null'],
  ['not null', orEmpty(tier), '$x != null'],
  ['gold, null', orEmpty(tier), '($x == "gold" || $x == null)'],
  ['< 5, 7, [10..20]', INT, '($x == 7 || $x < 5 || ($x >= 10 && $x <= 20))'],
  ['not [10..20]', INT, '!(($x >= 10 && $x <= 20))'],
  ['true', FLAG, '$x == true'],
  ['New York', TEXT, '$x == "New York"'],
  ['"A, B", C', TEXT, '$x in ["A, B", "C"]'],
  ["'not gold'", TEXT, '$x == "not gold"'],
  ['notable', TEXT, '$x == "notable"'],
  ['not DE', TEXT, '!($x == "DE")'],
  ["O'Brien", TEXT, '$x == "O\'Brien"'],
  ["O'Brien, O'Hara", TEXT, '$x in ["O\'Brien", "O\'Hara"]'],
  ['"<5"', TEXT, '$x == "<5"'],
  ['>= 2026-01-01', DATE, '$x >= "2026-01-01"'],
  ['2026-11-21T09:30:00+01:00', MOMENT, '$x == "2026-11-21T08:30:00.000Z"'],
  ['[09:00..17:30)', TIME, '($x >= "09:00:00" && $x < "17:30:00")'],
  ['> PT1H', LENGTH, '$x > 3600000'],
  ['not null', PERSON, '$x != null'],
])('reads `%s`', (text, type, expected) => {
  expect(read(text, type)).toBe(expected);
});

it.each<[string, FieldType, string]>([
  ['glod', tier, 'expression/option 0-4 `glod` is no option of this input. did you mean `gold`?'],
  ['gold, glod', tier, 'expression/option 6-10 `glod` is no option of this input. did you mean `gold`?'],
  [
    '< gold',
    tier,
    'expression/type 0-6 The values of this input have no order to compare by. list the values',
  ],
  ['null', tier, 'expression/null 0-4 The input is never empty, so `null` never matches. take `null` out'],
  ['5.5', INT, 'expression/type 0-3 `5.5` is no value of this input. write a whole number such as `42`'],
  ['1,000', INT, 'expression/type 2-5 `000` is no value of this input. write a whole number such as `42`'],
  ['yes', FLAG, 'expression/type 0-3 `yes` is no value of this input. write `true` or `false`'],
  [
    '2026-02-30',
    DATE,
    'expression/type 0-10 `2026-02-30` is no value of this input. write a date such as `2026-11-21`',
  ],
  ['gold,', tier, 'expression/syntax 5-5 There is a comma with nothing before or behind it. take it out'],
  ['not', tier, 'expression/syntax 0-3 `not` names no value. name the values that do not match behind it'],
  ['!= gold', tier, 'expression/syntax 0-7 `!=` is no test of a cell. write `not` before the value'],
  ['== 5', INT, 'expression/syntax 0-4 `==` is no test of a cell. write the value alone'],
  ['≥ 5', INT, 'expression/syntax 0-3 `≥` is no comparison. write `>=`'],
  [
    '>= 5 && < 10',
    INT,
    'expression/syntax 0-12 `&&` joins two tests. write an interval such as `[100..500)`',
  ],
  ['gold or silver', tier, 'expression/syntax 0-14 `or` joins two tests. separate them by a comma'],
  ['100-500', MONEY, 'expression/syntax 0-7 `100-500` is no interval. write `[100..500]`'],
  ['[1..x]', INT, 'expression/type 0-6 `x` is no value of this input. write a whole number such as `42`'],
  [
    'anna',
    PERSON,
    'expression/type 0-4 `anna`: a cell of this input can only be `null` or `not null`. write `null` or `not null`',
  ],
])('says what is wrong with `%s`', (text, type, expected) => {
  expect(read(text, type)).toBe(expected);
});
