import type { Tree } from '../../runtime/expression/tree.ts';
import { renderTemplate } from '../../runtime/expression/render-template.ts';
import type { Facts } from '../../runtime/expression/value.ts';
import type { Message } from '../../runtime/model/rule.ts';
import { decisionTables } from '../../runtime/rules/decision-tables.ts';
import { formatValue, WITHHELD } from '../../runtime/rules/format-value.ts';
import type { Subject } from '../../runtime/rules/judge.ts';
import type { Speech } from '../../runtime/rules/reason.ts';
import { createSees } from '../../runtime/rules/sight.ts';
import type { Sees } from '../../runtime/rules/sight.ts';
import { told } from '../../runtime/rules/verdict.ts';
import type { Telling } from '../../runtime/rules/verdict.ts';
import { modelWords } from '../../runtime/model/model-words.ts';
import type { Task } from './operation.ts';

/** What the actor of a task may read of what a rule of the record looks at. */
export function seesFor({ scope, facts }: Task, { rules, record, tables }: Subject): Sees {
  const input = rules.action?.input ?? {};
  return createSees({ scope, entity: rules.entity, run: facts, record, tables, input });
}

/** How verdicts are put to the actor of a task; conditions over what they may not read are not told. */
export function speechFor(task: Task, subject: Subject, who = 'You'): Speech {
  const telling = tellingFor(task, subject);
  return { who, english: (condition) => told(condition, telling) };
}

/** The words of the definitions, and how much of a verdict the actor of a task may know. */
export function tellingFor(task: Task, subject: Subject): Telling {
  const { model } = task.context.release;
  const { entity, action } = subject.rules;
  const words = modelWords(model, {
    entity: entity.name,
    ...(action === null ? {} : { input: action.input }),
  });
  return { words, values: model.workspace, sees: seesFor(task, subject), tables: subject.tables };
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
