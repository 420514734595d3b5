import { compareDecimals, parseDecimal } from '../model/decimal.ts';
import type { Decision } from '../model/model.ts';
import type { Axis } from './decision-axis.ts';
import { createBoxes, TODAY } from './decision-box.ts';
import type { Box, RowBox } from './decision-box.ts';
import { findUncovered, growBox, meet, MOST_BOXES } from './decision-cover.ts';
import type { Budget } from './decision-cover.ts';
import type { Finding } from './decision-finding.ts';
import { boxAsCells, caseInWords, pickCase } from './decision-words.ts';
import type { Tree } from './tree.ts';

/** What the proof looks at: the very trees that run. */
export type ProvableDecision = Pick<Decision, 'inputs' | 'compiled'>;

const MOST_INPUTS = 12;
const MOST_ROWS = 500;
/** Gaps that are told at once. */
const MOST_GAPS = 3;

type Proof = {
  readonly decision: ProvableDecision;
  readonly axes: readonly Axis[];
  /** Rows that can match at all. */
  readonly rows: readonly RowBox[];
  readonly budget: Budget;
};

/**
 * Proves of a decision table that exactly one row matches (as its `hit` asks) in every case there can be, or gives a case
 * that shows the contrary. Decimals and money have values between any two, whatever digits a field shows. A cell that
 * is an expression of its own might match or not: nothing is claimed that depends on it.
 */
export function analyseDecision(decision: ProvableDecision): readonly Finding[] {
  const { compiled, inputs } = decision;
  const size = Object.keys(inputs).length;
  if (size > MOST_INPUTS || compiled.rows.length > MOST_ROWS)
    return [
      notProven(
        `has ${size} inputs and ${compiled.rows.length} rows, more than ${MOST_INPUTS} or ${MOST_ROWS}`,
      ),
    ];
  const { axes, rows } = createBoxes(inputs, compiled.rows);
  const empty = rows.filter(({ box }) => box.includes(0n));
  const proof = { decision, axes, rows: rows.filter((row) => !empty.includes(row)), budget: { boxes: 0 } };
  const between = compiled.hit === 'first' ? findHidden(proof) : findOverlaps(proof);
  const gaps = compiled.otherwise === null ? findGaps(proof) : [];
  const findings = [...empty.map((row) => emptyRow(row, axes)), ...between, ...gaps];
  if (proof.budget.boxes <= MOST_BOXES) return findings;
  return [...findings, notProven(`needs more than ${MOST_BOXES} cases to prove`)];
}

function notProven(why: string): Finding {
  return {
    code: 'decision/not-proven',
    severity: 'warning',
    row: null,
    input: null,
    other: null,
    witness: {},
    message: `The table ${why}: whether its rows overlap or leave gaps is not proven.`,
    hint: 'Split it into tables that decide one thing each.',
  };
}

function emptyRow({ row, box }: RowBox, axes: readonly Axis[]): Finding {
  const axis = axes.find((_, at) => box[at] === 0n);
  const isDates = axis?.name === TODAY;
  return {
    code: 'decision/dead-row',
    severity: 'error',
    row: row.id,
    input: axis === undefined || isDates ? null : axis.name,
    other: null,
    message: isDates
      ? `Row \`${row.id}\` is never in force: it ends before it begins.`
      : `Row \`${row.id}\` never matches: no value of \`${axis?.name ?? ''}\` fits its cell.`,
    hint: isDates ? 'Let `to` be a later day than `from`.' : 'Change the cell, or take the row out.',
    witness: {},
  };
}

/** Of every row the first row above it that matches in the same case, where that matters. */
function findOverlaps(proof: Proof): readonly Finding[] {
  const { rows, axes, decision } = proof;
  const findings: Finding[] = [];
  const exact = rows.filter((row) => row.exact);
  exact.forEach((row, index) => {
    const clashing = exact.slice(0, index).filter((other) => clash(proof, other, row));
    const [first] = clashing;
    const common = first === undefined ? null : meet(first.box, row.box);
    if (first === undefined || common === null) return;
    const isSame = row.box.every((mask, at) => mask === first.box[at]);
    const agree = haveSameValues(first, row);
    if (decision.compiled.hit === 'any' && agree) findings.push(duplicate(first, row, 'warning'));
    else if (isSame && agree) findings.push(duplicate(first, row, 'error'));
    else findings.push(overlap(proof, [first, row], common, clashing.length - 1, axes));
  });
  return findings;
}

/** Whether two rows get in each other's way: under `any` they may meet, but not contradict or repeat each other. */
function clash({ decision }: Proof, a: RowBox, b: RowBox): boolean {
  if (meet(a.box, b.box) === null) return false;
  if (decision.compiled.hit === 'unique' || !haveSameValues(a, b)) return true;
  return a.box.every((mask, at) => mask === b.box[at]);
}

function duplicate(first: RowBox, row: RowBox, severity: Finding['severity']): Finding {
  return {
    code: 'decision/duplicate',
    severity,
    row: row.row.id,
    input: null,
    other: first.row.id,
    message: `Row \`${row.row.id}\` says the same as row \`${first.row.id}\`.`,
    hint: 'Take one of them out.',
    witness: {},
  };
}

function overlap(
  { decision }: Proof,
  [first, row]: readonly [RowBox, RowBox],
  common: Box,
  more: number,
  axes: readonly Axis[],
): Finding {
  const witness = pickCase(axes, common);
  const others = more > 0 ? ` \`${row.row.id}\` overlaps ${more} more ${more > 1 ? 'rows' : 'row'}.` : '';
  const isAny = decision.compiled.hit === 'any';
  const what = isAny ? 'match and give different results' : 'both match';
  return {
    code: 'decision/overlap',
    severity: 'error',
    row: row.row.id,
    input: null,
    other: first.row.id,
    message: `Rows \`${first.row.id}\` and \`${row.row.id}\` ${what}${caseInWords(axes, common, witness)}.${others}`,
    hint: isAny
      ? 'Give them the same result there, or change the cells of one so that it does not match.'
      : 'Change the cells of one so that it does not match there; with `hit: first` the row further up decides.',
    witness,
  };
}

function haveSameValues(a: RowBox, b: RowBox): boolean {
  return a.row.values.every((value, at) => isSameLiteral(value, b.row.values[at]));
}

function isSameLiteral(a: Tree, b: Tree | undefined): boolean {
  if (a.is !== 'literal' || b?.is !== 'literal') return false;
  if (a.value === b.value) return true;
  if (a.type.is !== 'decimal' && a.type.is !== 'money') return false;
  const [left, right] = [parseDecimal(String(a.value)), parseDecimal(String(b.value))];
  return left !== null && right !== null && compareDecimals(left, right) === 0;
}

/** Rows of a `first` table that the rows above them leave no case to. */
function findHidden({ rows, budget }: Proof): readonly Finding[] {
  return rows.flatMap((row, index) => {
    const above = rows.slice(0, index).filter(({ exact, box }) => exact && meet(box, row.box) !== null);
    const boxes = above.map(({ box }) => box);
    if (findUncovered(row.box, boxes, budget) !== null) return [];
    const alone = above.find(({ box }) => row.box.every((mask, at) => (mask & ~(box[at] ?? 0n)) === 0n));
    const named = (alone === undefined ? above : [alone]).slice(0, 4).map(({ row: { id } }) => `\`${id}\``);
    const who =
      named.length > 1
        ? `rows ${named.join(', ')} above together match`
        : `row ${named.join()} above matches`;
    return [
      {
        code: 'decision/dead-row',
        severity: 'error',
        row: row.row.id,
        input: null,
        other: (alone ?? above[0])?.row.id ?? null,
        message: `Row \`${row.row.id}\` never decides: ${who} in every case of it.`,
        hint: 'Move it further up, change its cells, or take it out.',
        witness: {},
      } satisfies Finding,
    ];
  });
}

function findGaps({ rows, axes, budget }: Proof): readonly Finding[] {
  const region = axes.map((axis) => axis.all);
  const boxes = rows.map(({ box }) => box);
  const findings: Finding[] = [];
  for (;;) {
    const found = findUncovered(region, boxes, budget);
    if (found === null || found === undefined) return findings;
    const last = findings.at(-1);
    if (findings.length === MOST_GAPS && last !== undefined)
      return [...findings.slice(0, -1), { ...last, hint: `${last.hint} There are more gaps beside these.` }];
    const gap = growBox(found, region, boxes);
    boxes.push(gap);
    findings.push(gapFinding(axes, gap));
  }
}

function gapFinding(axes: readonly Axis[], gap: Box): Finding {
  const witness = pickCase(axes, gap);
  const cells = boxAsCells(axes, gap);
  const add = cells === '' ? 'Add a row' : `Add a row with \`${cells}\``;
  return {
    code: 'decision/gap',
    severity: 'error',
    row: null,
    input: null,
    other: null,
    message: `No row matches${caseInWords(axes, gap, witness)}.`,
    hint: `${add}, or say in \`otherwise\` what holds in all other cases.`,
    witness,
  };
}
