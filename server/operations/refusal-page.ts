import { REFUSALS } from './refusal-codes.ts';

/** Text of `docs/refusals.md`: every refusal that the program can give, from the registry. */
export function renderRefusalPage(): string {
  const rows = Object.entries(REFUSALS).map(
    ([code, { status, title, about, next }]) => `| \`${code}\` | ${status} | ${title} | ${about} | ${next} |`,
  );
  return `# Refusals

A refusal is an expected no at run time. Over HTTP it is an \`application/problem+json\` document (RFC 9457) whose \`code\`
is one of these; \`detail\` says what happened, \`hint\` what to do next, \`errors\` where in the request.
This page is generated from the registry in \`server/operations/refusal-codes.ts\`.

| code | status | title | when | what to do |
|---|---|---|---|---|
${rows.join('\n')}
`;
}
