import type { LeafJson, OutcomeJson, VerdictJson, VerdictPartJson } from '../../runtime/wire/rules.ts';

const MARKS: Readonly<Record<OutcomeJson, string>> = { true: '✓', false: '✗', unknown: '?' };

/** A verdict for a terminal: the sentence, then every grant and rule that was asked with its place and its parts. */
export function renderVerdict({ allowed, reason, parts }: VerdictJson): string {
  const lines = [`${allowed ? 'Yes' : 'No'}. ${reason}`, ...parts.flatMap(partLines)];
  return `${lines.join('\n')}\n`;
}

function partLines({ rule, place, role, text, outcome, leaves }: VerdictPartJson): string[] {
  const of = role === null ? '' : ` (${role})`;
  return [
    `  ${MARKS[outcome]} ${rule}${of}  ${place}`,
    ...(text === null ? [] : [`      ${text}`]),
    ...leaves.map(leafLine),
  ];
}

function leafLine({ text, outcome, decided, values, withheld }: LeafJson): string {
  if (withheld === true) return '      · a part that looks at something hidden';
  const read = values.map(({ label, value }) => `${label}: ${value ?? 'empty'}`).join(', ');
  return `      ${MARKS[outcome]} ${text}${read === '' ? '' : ` [${read}]`}${decided ? ' ← decides' : ''}`;
}
