import { SECTIONS } from '../change.ts';
import { SECTION_TITLES } from '../render/change-words.ts';
import { FINDINGS, type FindingCode } from './registry.ts';

const HEAD = `# Findings of plans

What \`jig plan\` may find, by section and code. The codes are stable: \`accepts\` names them, code hosts know findings by them. The
level is the usual one; it is milder where few records are concerned or none, or where nobody could count. \`error\` stops a
release until it is mended, accepted or approved; \`warning\` is for the reviewer to weigh; \`info\` is folded away. How a plan
reads, and how findings are accepted and approved, stands in [plan.md](plan.md). This page is generated from the registry of codes:
\`jig reference\` writes it.
`;

/** The reference page of every finding in Markdown. */
export function renderFindingsPage(): string {
  const codes = (Object.keys(FINDINGS) as FindingCode[]).toSorted();
  const sections = SECTIONS.map((section) => {
    const rows = codes
      .filter((code) => FINDINGS[code].section === section)
      .map((code) => {
        const { level, title, explanation } = FINDINGS[code];
        return `| \`${code}\` | ${level} | ${title} | ${explanation} |`;
      });
    return `## ${SECTION_TITLES[section]}\n\n| Code | Level | What | Why it matters |\n|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  return [HEAD, ...sections].join('\n');
}
