import { withCode } from '../inline-code.ts';
import { element, type ReviewNode } from '../review-node.ts';
import { drawBar, drawInput, drawValue } from './draw-field.ts';
import { foldPairs } from './fold-pairs.ts';
import type { Mark, MockRow, RowPair } from './mock-row.ts';

/** One line of the two drawings; null where a side has nothing at that height. */
type Line = { readonly before: ReviewNode | null; readonly after: ReviewNode | null };
type Side = keyof Line;

/** Lines that one drawing holds at most; a style sheet gives each its height on both sides. */
const MOST_LINES = 160;

const WORDS: Readonly<Record<Mark, string>> = {
  same: '',
  added: 'Added',
  removed: 'Removed',
  moved: 'Moved',
  altered: 'Changed',
};
const SIGNS: Readonly<Record<Mark, string>> = {
  same: '',
  added: '+',
  removed: '−',
  moved: '↕',
  altered: '~',
};

/**
 * Two drawings beside each other, line for line. With `only`, one of them: then there is nothing to compare, and nothing is
 * marked.
 */
export function drawPairs(pairs: readonly RowPair[], only: Side | null): ReviewNode {
  const lines = drawLines(
    only === null ? pairs : pairs.map((pair) => ({ ...pair, mark: 'same' as const, notes: [] })),
    only,
  );
  const shown = lines.slice(0, MOST_LINES);
  const left = lines.length - shown.length;
  const sides: readonly Side[] = only === null ? ['before', 'after'] : [only];
  return element(
    'div',
    only === null ? 'rv-pair' : 'rv-pair rv-alone',
    sides.map((side) =>
      element(
        'div',
        { class: 'rv-side', role: 'group', 'aria-label': side === 'before' ? 'Before' : 'After' },
        element(
          'p',
          'rv-side-name',
          only === null
            ? side === 'before'
              ? 'Before'
              : 'After'
            : side === 'before'
              ? 'As it was'
              : 'As it will be',
        ),
        shown.map((line) => line[side] ?? element('div', { class: 'rv-gap', 'aria-hidden': 'true' })),
      ),
    ),
    left > 0 && element('p', 'rv-note', `${left} more lines are not drawn here.`),
  );
}

function drawLines(pairs: readonly RowPair[], only: Side | null): readonly Line[] {
  const of = (...kinds: readonly MockRow['kind'][]): readonly RowPair[] =>
    pairs.filter((pair) => kinds.includes(rowOf(pair).kind));
  const body = of('heading', 'field', 'value', 'list');
  return [
    ...of('title').map((pair) => both(pair, (row, side) => titleLine(row, pair, side))),
    ...buttonLines(of('button')),
    ...columnLines(of('column'), only),
    ...(only === null ? foldPairs(body) : body).map((part) =>
      'folded' in part ? foldedLine(part.folded) : both(part, (row, side) => rowLine(row, part, side)),
    ),
    ...of('fact')
      .filter(({ mark }) => only !== null || mark !== 'same')
      .map((pair) => both(pair, (row) => factLine(row, pair))),
  ];
}

function rowOf({ before, after }: RowPair): MockRow {
  const row = after ?? before;
  if (row === null) throw new Error('A pair of rows has at least one row');
  return row;
}

function both({ before, after }: RowPair, draw: (row: MockRow, side: Side) => ReviewNode): Line {
  return {
    before: before === null ? null : draw(before, 'before'),
    after: after === null ? null : draw(after, 'after'),
  };
}

/** Mark in words and sign: a colour alone tells nothing to those who do not see it. */
function tag(mark: Mark): ReviewNode | null {
  if (mark === 'same') return null;
  return element(
    'span',
    `rv-tag rv-tag-${mark}`,
    element('span', { 'aria-hidden': 'true' }, `${SIGNS[mark]} `),
    WORDS[mark],
  );
}

function notesOf(pair: RowPair, side: Side): ReviewNode | null {
  if (side === 'before' || pair.notes.length === 0) return null;
  return element(
    'ul',
    'rv-notes',
    pair.notes.map((note) => element('li', null, withCode(note))),
  );
}

function titleLine(row: MockRow, pair: RowPair, side: Side): ReviewNode {
  return element(
    'div',
    lineClass('rv-mock-title', pair.mark),
    element('strong', null, row.label),
    pair.mark === 'altered' && tag(pair.mark),
    notesOf(pair, side),
  );
}

function lineClass(name: string, mark: Mark): string {
  return mark === 'same' ? name : `${name} rv-is-${mark}`;
}

/** Buttons stand in one line; what changed about them is said below it. */
function buttonLines(pairs: readonly RowPair[]): readonly Line[] {
  if (pairs.length === 0) return [];
  const line = (side: Side): ReviewNode | null => {
    const rows = pairs.flatMap((pair) => {
      const row = pair[side];
      return row === null ? [] : [{ row, pair }];
    });
    if (rows.length === 0) return null;
    return element(
      'div',
      'rv-buttons',
      rows.map(({ row, pair }) =>
        element(
          'span',
          lineClass('rv-button', pair.mark),
          element('span', 'rv-label', row.label),
          pair.mark !== 'same' && [' ', tag(pair.mark)],
        ),
      ),
    );
  };
  const noted = pairs.filter(({ notes }) => notes.length > 0);
  return [
    { before: line('before'), after: line('after') },
    ...noted.map((pair) => ({
      before: null,
      after: element(
        'div',
        'rv-row',
        element('span', 'rv-label', pair.after?.label ?? ''),
        notesOf(pair, 'after'),
      ),
    })),
  ];
}

function columnLines(pairs: readonly RowPair[], only: Side | null): readonly Line[] {
  if (pairs.length === 0) return [];
  const parts = only === null ? foldPairs(pairs) : pairs;
  const table = (side: Side): ReviewNode => {
    const heads = parts.flatMap((part) => {
      if ('folded' in part)
        return [element('th', { scope: 'col', class: 'rv-folded' }, `${part.folded.length} as before`)];
      const row = part[side];
      if (row === null) return [];
      return [
        element(
          'th',
          { scope: 'col', class: lineClass('rv-column', part.mark) },
          element('span', null, row.label),
          part.mark !== 'same' && [' ', tag(part.mark)],
        ),
      ];
    });
    const cells = parts.flatMap((part, at) => {
      if ('folded' in part) return [element('td', null, drawBar(String(at)))];
      const row = part[side];
      return row === null ? [] : [element('td', null, drawBar(row.key))];
    });
    return element(
      'div',
      { class: 'rv-scroll', tabindex: '0', role: 'group', 'aria-label': 'Columns' },
      element(
        'table',
        'rv-table',
        element('thead', null, element('tr', null, heads)),
        element('tbody', { 'aria-hidden': 'true' }, element('tr', null, cells), element('tr', null, cells)),
      ),
    );
  };
  const noted = pairs.filter(({ notes }) => notes.length > 0);
  return [
    {
      before: pairs.some(({ before }) => before !== null) ? table('before') : null,
      after: pairs.some(({ after }) => after !== null) ? table('after') : null,
    },
    ...noted.map((pair) => ({
      before: null,
      after: element(
        'div',
        'rv-row',
        element('span', 'rv-label', pair.after?.label ?? ''),
        notesOf(pair, 'after'),
      ),
    })),
  ];
}

function rowLine(row: MockRow, pair: RowPair, side: Side): ReviewNode {
  if (row.kind === 'heading')
    return element('div', lineClass('rv-heading', pair.mark), row.label, [' ', tag(pair.mark)]);
  if (row.kind === 'value' && row.field?.lines === undefined)
    return element(
      'div',
      lineClass('rv-row rv-inline', pair.mark),
      element('span', 'rv-label', row.label),
      drawRow(row) ?? element('span', null),
      tag(pair.mark),
      notesOf(pair, side),
    );
  const required = row.facts['Required'] ?? 'no';
  return element(
    'div',
    lineClass('rv-row', pair.mark),
    element(
      'div',
      'rv-row-head',
      element('span', 'rv-label', row.label),
      row.kind === 'field' &&
        required !== 'no' &&
        element('span', 'rv-required', required === 'yes' ? 'required' : 'sometimes required'),
      tag(pair.mark),
    ),
    drawRow(row),
    row.field?.help && row.kind === 'field' ? element('p', 'rv-help', row.field.help) : null,
    notesOf(pair, side),
  );
}

function drawRow({ kind, field, facts }: MockRow): ReviewNode | null {
  if (kind === 'list')
    return element(
      'div',
      'rv-lines',
      Object.values(facts).map((label) => element('span', null, label)),
    );
  if (field === null) return null;
  return kind === 'field' ? drawInput(field) : drawValue(field);
}

function factLine(row: MockRow, pair: RowPair): ReviewNode {
  return element(
    'div',
    lineClass('rv-row', pair.mark),
    element('div', 'rv-row-head', element('span', 'rv-label', row.label), tag(pair.mark)),
    element('p', 'rv-says', Object.values(row.facts).join('; ')),
  );
}

function foldedLine(folded: readonly RowPair[]): Line {
  const rows = folded.map(rowOf).filter(({ kind }) => kind !== 'heading');
  const line = (): ReviewNode =>
    element('div', 'rv-folded', `${rows.length} as before: `, element('span', null, nameSome(rows)));
  return { before: line(), after: line() };
}

/** Names that a count of unchanged rows still tells. */
const MOST_NAMES = 4;

function nameSome(rows: readonly MockRow[]): string {
  const names = rows.slice(0, MOST_NAMES).map(({ label }) => label);
  return rows.length > names.length ? `${names.join(', ')} …` : names.join(', ');
}
