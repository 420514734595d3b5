import { describe, expect, it } from 'vitest';
import { compareConditions, verdictOf } from '../../runtime/diff/decider/compare.ts';
import { conditionOf, FACTS } from './desk.ts';
import { PAIRS } from './pairs.ts';

describe.each(Object.entries(PAIRS))('%s', (_, pairs) => {
  it.each(pairs)('%s -> %s is %s', (before, after, verdict) => {
    const compared = compareConditions(conditionOf(before), conditionOf(after), FACTS);
    const found = verdictOf(compared);
    expect({ found, ...(found === verdict ? {} : compared) }).toEqual({ found: verdict });
  });
});
