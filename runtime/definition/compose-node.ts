import { CST } from 'yaml';
import { createReport } from '../diagnostics/report.ts';
import { composeBlockList, composeBlockMap } from './compose-block.ts';
import { composeFlow } from './compose-flow.ts';
import { composeScalar } from './compose-scalar.ts';
import { brokenAt, endOf, type Composing, type Token, type Tokens } from './composing.ts';
import type { Node } from './node.ts';
import { readSpace } from './read-space.ts';
import { reportProperty } from './yaml-traps.ts';

/** A value from its token; `before` are the tokens between the key (or the list's dash) and the value. */
export function composeNode(
  composing: Composing,
  token: Token | null | undefined,
  before: Tokens,
  emptyAt: number,
): Node {
  const { source } = composing;
  const end = token === null || token === undefined ? null : endOf(token);
  if (readSpace(composing, before, end)) {
    if (token !== null && token !== undefined) composeNode(quiet(composing), token, undefined, emptyAt);
    return brokenAt(source, emptyAt, end ?? emptyAt);
  }
  if (token === null || token === undefined) return { kind: 'empty', source, start: emptyAt, end: emptyAt };
  if (CST.isScalar(token) && token.type !== 'alias') return composeScalar(composing, token, false);
  if (token.type === 'flow-collection') return composeFlow(composing, token);
  if (token.type === 'block-map') return composeBlockMap(composing, token);
  if (token.type === 'block-seq') return composeBlockList(composing, token);
  if (token.type === 'alias') {
    reportProperty(composing, token, null);
    readSpace(composing, token.end, null);
  } else
    composing.syntax(
      token.offset,
      endOf(token),
      'Here is text that is no YAML.',
      'remove it or put it in quotes',
    );
  return brokenAt(source, token.offset, endOf(token));
}

/** Composing that still collects comments, for the inside of a value that was already reported. */
function quiet(composing: Composing): Composing {
  return { ...composing, traps: createReport(), syntax: () => {} };
}
