import { CODES, type Code } from './registry.ts';

const GROUPS: Readonly<Record<string, string>> = {
  file: 'Files',
  yaml: 'What YAML reads otherwise than it looks',
  document: 'Documents',
  key: 'Keys',
  value: 'Values',
  name: 'Names',
  workspace: 'The workspace',
  owner: 'Owners',
  reference: 'What refers to something else',
  field: 'Fields',
  entity: 'Entities',
  access: 'Access',
  tool: 'Tools',
  screen: 'Screens',
  expression: 'Expressions',
  rule: 'Rules',
  lifecycle: 'Lifecycles',
  action: 'Actions',
  never: 'What must never become true',
  example: 'Examples',
  parameter: 'Parameters',
  decision: 'Decisions',
  acceptance: 'What is accepted of plans',
};

const fence = (text: string): string => `\`\`\`yaml\n${text}\n\`\`\``;

function section(code: Code): string {
  const { title, explanation, bad, good } = CODES[code];
  return `### ${code}\n\n**${title}.** ${explanation}\n\nRefused:\n\n${fence(bad)}\n\nInstead:\n\n${fence(good)}\n`;
}

/** The reference page of every code in Markdown. */
export function renderDiagnosticsPage(): string {
  const codes = Object.keys(CODES) as Code[];
  const groups = Object.entries(GROUPS).map(([group, title]) => {
    const own = codes.filter((code) => code.startsWith(`${group}/`));
    return `## ${title}\n\n${own.map(section).join('\n')}`;
  });
  const head = `# Diagnostics

What \`jig check\` may say of definitions, by code. The codes are stable: they may be searched for, filtered by and
documented. Every diagnostic names the place, the reason and the fix; all problems are shown in one run, and what follows
from another problem is not shown. This page is generated from the registry of codes: \`jig reference\` writes it.
`;
  return `${head}\n${groups.join('\n')}`;
}
