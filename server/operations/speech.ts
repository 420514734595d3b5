import type { Expression, Tree } from '../../runtime/expression/tree.ts';
import { renderTemplate } from '../../runtime/expression/template.ts';
import type { Facts } from '../../runtime/expression/value.ts';
import type { Message } from '../../runtime/model/rule.ts';
import { decisionTables } from '../../runtime/rules/decision-tables.ts';
import { formatValue, WITHHELD } from '../../runtime/rules/format-value.ts';
import type { Subject } from '../../runtime/rules/judge.ts';
import type { Speech } from '../../runtime/rules/reason.ts';
import { createSees } from '../../runtime/rules/sight.ts';
import type { Sees } from '../../runtime/rules/sight.ts';
import type { Task } from './operation.ts';

/** What the actor of a task may read of what a rule of the record looks at. */
export function seesFor(task: Task, { rules, run, record, tables }: Subject): Sees {
  return createSees({ scope: task.scope, entity: rules.entity, run, record, tables });
}

/** How verdicts are put to the actor; conditions over what they may not read are not told. */
export function speechFor(task: Task, subject: Subject): Speech {
  const sees = seesFor(task, subject);
  return { who: 'You', english: (condition) => (sees(condition.tree) ? english(condition) : null) };
}

function english({ text }: Expression): string {
  return `\`${text}\``;
}

/** The author's message with its values; those that the actor may not read are left out. */
export function renderMessage(task: Task, message: Message, facts: Facts, sees: Sees): string {
  const { workspace } = task.context.release.model;
  const parts = message.parts.map((part: string | Tree) =>
    typeof part === 'string' || sees(part) ? part : WITHHELD,
  );
  return renderTemplate(
    parts,
    facts,
    (value, type) => formatValue(value, type, workspace),
    decisionTables(task.context.release.model),
  );
}
