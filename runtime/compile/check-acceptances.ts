import { excerpt, spanOf, type MapNode, type ScalarNode } from '../definition/node.ts';
import { isDate } from '../model/field-types/temporal.ts';
import type { Acceptance } from '../model/model.ts';
import { scalarAt, textAt, valueAt, type Draft } from './draft.ts';

/** Sections that findings of plans belong to, as their codes begin. */
const CODE = /^(?:access|data|rule|api|screen|operation|plan|identity)\/[a-z]+(?:-[a-z]+)*$/u;

/** What the document accepts of plans; reports codes of no finding, days that are none and what is accepted twice. */
export function checkAcceptances(draft: Draft, map: MapNode): readonly Acceptance[] {
  const list = valueAt(draft.check, map, 'accepts');
  const seen = new Map<string, ScalarNode>();
  const items = list?.kind === 'list' ? list.items : [];
  return items.flatMap((item) => (item.kind === 'map' ? (readAcceptance(draft, item, seen) ?? []) : []));
}

function readAcceptance(draft: Draft, map: MapNode, seen: Map<string, ScalarNode>): Acceptance | null {
  const { check, report } = draft;
  const finding = scalarAt(check, map, 'finding');
  const until = scalarAt(check, map, 'until');
  const because = textAt(check, map, 'because');
  const at = textAt(check, map, 'at');
  if (finding !== null && !CODE.test(finding.text))
    report.add({
      code: 'acceptance/unknown-finding',
      span: spanOf(finding),
      message: `\`${excerpt(finding.text)}\` is no code of a finding.`,
      hint: 'write the code as the plan shows it, such as `data/values-lost`',
    });
  if (until !== null && !isDate(until.text))
    report.add({
      code: 'acceptance/until',
      span: spanOf(until),
      message: `\`${excerpt(until.text)}\` is no day of the calendar.`,
      hint: 'write the last day on which it counts, such as `2027-01-31`',
    });
  if (finding === null || until === null || because === null) return null;
  const key = `${finding.text} ${at ?? ''}`;
  const before = seen.get(key);
  if (before !== undefined)
    report.add({
      code: 'name/repeated',
      span: spanOf(finding),
      message: `\`${excerpt(finding.text)}\`${at === null ? '' : ` at \`${excerpt(at)}\``} is already accepted here.`,
      hint: 'remove one of them',
      labels: [{ span: spanOf(before), message: 'first accepted here' }],
    });
  seen.set(key, finding);
  return { finding: finding.text, at, because, until: until.text, span: spanOf(map) };
}
