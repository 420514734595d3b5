import { formatFile } from '../../runtime/definition/format/format.ts';
import { isDefinitionFile } from '../../runtime/definition/source-file.ts';

/** A file of a new workspace: path below its folder, and text. */
export type InitFile = { readonly path: string; readonly text: string };

/** Editors with a YAML language server complete and check against the schema that this line names. */
const MODELINE = '# yaml-language-server: $schema=./jig.schema.json\n';

/** A workspace of one entity, two roles and one tool, that runs as it is. `name` is a definition name. */
export function initFiles(name: string, title: string, schema: string): readonly InitFile[] {
  const files: readonly InitFile[] = [
    { path: 'workspace.yaml', text: MODELINE + workspaceText(name, title) },
    { path: 'task.yaml', text: MODELINE + TASK },
    { path: 'task-desk.yaml', text: MODELINE + TOOL },
    { path: 'runbooks/task-desk.md', text: RUNBOOK },
    { path: 'people.dev.yaml', text: PEOPLE },
    { path: 'jig.schema.json', text: schema },
    { path: 'README.md', text: readmeText(title) },
  ];
  return files.map((file) =>
    isDefinitionFile(file.path) ? { ...file, text: formatFile(file) ?? file.text } : file,
  );
}

function workspaceText(name: string, title: string): string {
  return `workspace: ${name}
language: 2
title: ${JSON.stringify(title)}
time_zone: Europe/London
locale: en-GB
currency: GBP
owners:
  operations: { title: Operations, contact: operations@example.com }
---
role: member
about: Works on tasks.
---
role: lead
about: Plans the work, and may delete and export.
`;
}

const TASK = `entity: task
about: A piece of work that somebody has to do.
owner: operations
search: [title, details]
fields:
  number: { type: sequence, prefix: T- }
  title: { type: text, required: true, max_length: 120 }
  status:
    type: choice
    required: true
    default: open
    options: { open: { color: blue }, doing: { color: yellow }, done: { color: green } }
  urgent: { type: boolean, default: false }
  due_on: { type: date, help: The last day on which it still helps. }
  assignee: { type: user, default: =user }
  cost: { type: money, min: 0 }
  details: { type: long_text }
title_field: title
indexes:
  - [status, due_on]
access:
  member:
    read: true
    create: true
    update: { fields: [status, urgent, due_on, assignee, details] }
  lead: { read: true, create: true, update: true, delete: true, export: true }
`;

const TOOL = `tool: task_desk
title: Task desk
purpose: See what is open, take it on and finish it.
owner: operations
for: [member, lead]
runbook: runbooks/task-desk.md
screens:
  open:
    table: task
    title: Open tasks
    columns: [number, title, status, urgent, due_on, assignee]
    filter: { status: [open, doing] }
    sort: due_on
  all:
    table: task
    title: All tasks
    columns: [number, title, status, due_on, assignee, cost]
    sort: -number
  task:
    detail: task
    title: Task
    sections:
      Task: [number, title, status, urgent]
      Plan: [due_on, assignee, cost]
      Details: [details]
`;

const RUNBOOK = `# Task desk

Look at **Open tasks** in the morning, from the top: the list begins with what is due first.

1. Open a task and set its status to *doing*.
2. Write down in its details what you find out.
3. Set it to *done* when nobody needs anything any more.

A task that nobody can finish goes to the lead, who decides whether to delete it.
`;

const PEOPLE = `# Who may sign in while developing, without a password and only on this machine. Never used in production.
people:
  robin: { name: Robin Hale, email: robin@example.com, roles: [member] }
  alex: { name: Alex Moreau, email: alex@example.com, roles: [lead] }
`;

function readmeText(title: string): string {
  return `# ${title}: definitions

\`\`\`
jig dev .      # screens on this machine; every saved change shows at once
jig check .    # every mistake, with file, line and fix
jig schema --out jig.schema.json      # after an update of Jig, so that editors know the new language
\`\`\`

| file | holds |
|---|---|
| \`workspace.yaml\` | the workspace, its owners and roles |
| \`task.yaml\` | an entity: its fields, and who may do what with them |
| \`task-desk.yaml\` | a tool: its screens, and for whom they are |
| \`runbooks/\` | how the work is done, shown in the tool |
| \`people.dev.yaml\` | who may sign in while developing |
| \`jig.schema.json\` | lets editors complete and check as you type |

Add a field: one line below \`fields:\` in \`task.yaml\`. Save, and it is on the form.
`;
}
