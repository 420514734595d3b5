import { buildAutomaton } from './automaton.ts';
import { allowedSteps, countSteps, type Effort } from './count-steps.ts';
import { parseRegex, type RegexNode } from './parse-regex.ts';

export type RegexDanger = { readonly message: string; readonly hint: string };

/** How values are matched: those of at most `maxLength` characters, as a whole or in part. */
export type Matching = { readonly maxLength: number; readonly whole: boolean };

/** Repeats of at most this many turns are always counted as they are. */
const FEW_TURNS = 3;
/** A value of this length shows that repeats multiply; where it takes a longer one, it is the length that costs. */
const SHORT = 100;

/** Why a regular expression is refused although it is one; null when no value can block it. */
export function findRegexDanger(pattern: string, matching: Matching): RegexDanger | null {
  const { root, lookbehind, backReference } = parseRegex(pattern);
  if (lookbehind)
    return {
      message: 'Lookbehind is not allowed in a pattern.',
      hint: 'write the pattern without `(?<=` and `(?<!`',
    };
  if (backReference)
    return {
      message: 'Back references are not allowed in a pattern.',
      hint: 'write what is repeated once more',
    };
  // Behind a `^` that belongs to the whole pattern there is one place to begin.
  const searches = !matching.whole && (!pattern.startsWith('^') || root.is === 'either');
  const effort =
    effortOf(root, matching.maxLength, searches) ??
    safely(effortOf(endless(root), matching.maxLength, searches));
  if (effort === null)
    return {
      message: 'The pattern is too complicated to be sure that no value can block it.',
      hint: 'shorten it, or let its groups repeat fewer times',
    };
  return effort.tooLong === null ? null : slow(root, effort.tooLong);
}

function effortOf(root: RegexNode, maxLength: number, searches: boolean): Effort | null {
  const automaton = buildAutomaton(root);
  return automaton === null ? null : countSteps(automaton, maxLength, searches);
}

/** With endless repeats a pattern allows more than it does, so that only a good answer counts. */
const safely = (effort: Effort | null): Effort | null => (effort?.tooLong === null ? effort : null);

/** The same with repeats as loops, which are easier to follow and can match all that they did. */
function endless(node: RegexNode): RegexNode {
  if (node.is === 'sequence' || node.is === 'either') return { ...node, parts: node.parts.map(endless) };
  if (node.is !== 'repeat') return node;
  const part = endless(node.part);
  // The turns that must be may match nothing and then multiply, which a loop does not show.
  const fixed = node.max <= FEW_TURNS || (node.min > 0 && matchesNothing(part));
  return fixed ? { ...node, part } : { ...node, part, min: Math.min(node.min, 1), max: Infinity };
}

function matchesNothing(node: RegexNode): boolean {
  if (node.is === 'sequence') return node.parts.every(matchesNothing);
  if (node.is === 'either') return node.parts.some(matchesNothing);
  return node.is === 'empty' || (node.is === 'repeat' && (node.min === 0 || matchesNothing(node.part)));
}

function slow(root: RegexNode, length: number): RegexDanger {
  if (length > SHORT)
    return {
      message:
        'Parts of this pattern repeat over the same characters, so that long values would take very long to check.',
      hint: 'put something between them that they cannot match, limit them as in `{1,20}`, or give the field a smaller `max_length`',
    };
  const steps = allowedSteps(length).toLocaleString('en');
  return {
    message: `A value of ${length} characters could be matched by this pattern in so many ways that checking it may take more than ${steps} steps.`,
    hint: hasNestedRepeats(root)
      ? 'do not repeat a group that repeats or repeats itself: write `[a-z]+` instead of `([a-z]+)*`, and options that cannot match the same text'
      : 'make one part of neighbours that match the same characters, as in `a{0,40}` for `a{0,20}a{0,20}`, and write options that cannot match the same text',
  };
}

/** Whether a part that can match in several ways is itself repeated. */
function hasNestedRepeats(node: RegexNode): boolean {
  if (node.is === 'sequence' || node.is === 'either') return node.parts.some(hasNestedRepeats);
  return node.is === 'repeat' && ((node.max > 1 && varies(node.part)) || hasNestedRepeats(node.part));
}

function varies(node: RegexNode): boolean {
  if (node.is === 'sequence') return node.parts.some(varies);
  return node.is === 'either' || (node.is === 'repeat' && (node.min !== node.max || varies(node.part)));
}
