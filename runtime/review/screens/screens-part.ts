import type { ChangedScreen, Sight } from './changed-screens.ts';
import { element, type ReviewNode } from '../review-node.ts';
import { drawPairs } from './draw-pairs.ts';
import type { RowPair } from './mock-row.ts';
import type { SourceLink } from '../source-link.ts';
import { countOf, joinAnd } from '../plural.ts';

/** Screens that are drawn; the others are named. Beyond it nobody looks, and the page gets heavy. */
const MOST_DRAWN = 40;

const KINDS: Readonly<Record<ChangedScreen['kind'], string>> = {
  table: 'list',
  form: 'form',
  detail: 'record',
};

/** Each changed screen, before and after beside each other; those where only buttons come or go in one list. */
export function screensPart(screens: readonly ChangedScreen[], source: SourceLink): readonly ReviewNode[] {
  const buttons = screens.filter(isOnlyButtons);
  const order = screens
    .filter((screen) => !isOnlyButtons(screen))
    .toSorted((a, b) => Number(b.state === 'changed') - Number(a.state === 'changed'));
  const drawn = order.slice(0, MOST_DRAWN);
  const named = order.slice(MOST_DRAWN);
  return [
    ...drawn.map((screen) => screenCard(screen, source)),
    ...(named.length === 0 ? [] : [namedScreens(named, source)]),
    ...(buttons.length === 0 ? [] : [buttonScreens(buttons, source)]),
  ];
}

function changedPairs({ pairs }: Sight): readonly RowPair[] {
  return pairs.filter(({ mark }) => mark !== 'same');
}

/** Rights give and take buttons on every screen of an entity: that is one fact, and no drawing shows it better. */
function isOnlyButtons({ state, sights }: ChangedScreen): boolean {
  return (
    state === 'changed' &&
    sights.every(
      (sight) =>
        sight.before &&
        sight.after &&
        changedPairs(sight).every(
          ({ before, after, notes }) => (after ?? before)?.kind === 'button' && notes.length === 0,
        ),
    )
  );
}

function buttonScreens(screens: readonly ChangedScreen[], source: SourceLink): ReviewNode {
  const says = (sight: Sight): string =>
    changedPairs(sight)
      .map(({ before, after, mark }) => `${(after ?? before)?.label} ${mark}`)
      .join(', ');
  return element(
    'div',
    'rv-card',
    element('h3', null, 'Only buttons change'),
    element(
      'ul',
      'rv-list',
      screens.map((screen) =>
        element(
          'li',
          null,
          `${headline(screen)}: ${screen.sights.map((sight) => `${says(sight)} for ${joinAnd(sight.roles)}`).join('; ')} `,
          source(screen.span, screen.spanOf),
        ),
      ),
    ),
  );
}

function namedScreens(screens: readonly ChangedScreen[], source: SourceLink): ReviewNode {
  return element(
    'details',
    'rv-fold',
    element(
      'summary',
      null,
      `${countOf(screens.length, 'more screen')}, not drawn: the page shows ${MOST_DRAWN}`,
    ),
    element(
      'ul',
      'rv-list',
      screens.map((screen) =>
        element('li', null, `${headline(screen)}: ${whatOf(screen)} `, source(screen.span, screen.spanOf)),
      ),
    ),
  );
}

function headline({ title, kind, generated }: ChangedScreen): string {
  return `${title} (${generated ? 'generated ' : ''}${KINDS[kind]})`;
}

function screenCard(screen: ChangedScreen, source: SourceLink): ReviewNode {
  const [first, ...rest] = screen.sights;
  // What only one side has needs no comparison: the widest sight of it is enough.
  const others = screen.state === 'changed' ? rest : [];
  return element(
    'div',
    'rv-card rv-screen',
    element(
      'div',
      'rv-card-head',
      element('h3', null, headline(screen)),
      element('span', 'rv-soft', whatOf(screen)),
      source(screen.span, screen.spanOf),
    ),
    first !== undefined && element('p', 'rv-soft', forWhom(screen, first)),
    first !== undefined && draw(screen, first),
    others.map((sight) =>
      element(
        'details',
        'rv-fold',
        element('summary', null, `Different for ${joinAnd(sight.roles)}: ${changesOf(screen, sight)}`),
        draw(screen, sight),
      ),
    ),
  );
}

function forWhom({ unchangedFor, sights, state }: ChangedScreen, { roles }: Sight): string {
  const [role = '', ...same] = roles;
  const most = sights.length > 1 || unchangedFor.length > 0 || same.length > 0 ? ', who sees most of it' : '';
  const alike = same.length === 0 ? '' : ` The same for ${joinAnd(same)}.`;
  const rest = sights.slice(1).flatMap((sight) => sight.roles);
  const less = state === 'changed' || rest.length === 0 ? '' : ` ${joinAnd(rest)} see less of it.`;
  const none = unchangedFor.length === 0 ? '' : ` Nothing changes for ${joinAnd(unchangedFor)}.`;
  return `Drawn for ${role}${most}.${alike}${less}${none}`;
}

function draw({ state }: ChangedScreen, { pairs, before, after }: Sight): ReviewNode {
  if (!after && state === 'changed') return element('p', 'rv-note', 'They no longer see this screen.');
  if (!before && state === 'changed')
    return element(
      'div',
      null,
      element('p', 'rv-note', 'They did not see this screen before.'),
      drawPairs(pairs, 'after'),
    );
  if (state === 'new') return drawPairs(pairs, 'after');
  if (state === 'gone')
    return element('details', 'rv-fold', element('summary', null, 'As it was'), drawPairs(pairs, 'before'));
  return drawPairs(pairs, null);
}

function whatOf(screen: ChangedScreen): string {
  const [first] = screen.sights;
  return first === undefined ? '' : changesOf(screen, first);
}

function changesOf({ state }: ChangedScreen, { pairs, before, after }: Sight): string {
  if (state !== 'changed') return state;
  if (!before) return 'not seen before';
  if (!after) return 'no longer seen';
  const count = (mark: string): number => pairs.filter((pair) => pair.mark === mark).length;
  // What moved stands in two pairs.
  const counts = [
    [count('added'), 'added'],
    [count('removed'), 'removed'],
    [count('moved') / 2, 'moved'],
    [count('altered'), 'changed'],
  ] as const;
  return counts.flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`])).join(', ');
}
