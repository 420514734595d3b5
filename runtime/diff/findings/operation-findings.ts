import type { Change } from '../change.ts';
import type { Finding } from '../finding.ts';
import { bare } from '../model/bare.ts';
import { pairByName } from '../model/pairs.ts';
import type { FindingContext } from './finding-input.ts';
import { note, placeIn } from './note.ts';

/** What changes for those who answer for the tools. */
export function operationFindings(context: FindingContext): readonly Finding[] {
  return [...context.input.changes.flatMap(changeFinding), ...approvers(context), ...runbooks(context)];
}

function changeFinding(change: Change): readonly Finding[] {
  const { kind, subject, before, after } = change;
  const name = subject.slice(subject.lastIndexOf('.') + 1);
  const parts = [before, after];
  switch (kind) {
    case 'entity/owner':
    case 'tool/owner':
    case 'parameter/owner':
    case 'decision/owner':
      return [
        note('operation/owner-changed', change, {
          message: `\`${after ?? 'nobody'}\` answers for \`${subject}\` from then on, and \`${before ?? 'nobody'}\` no longer.`,
          fix: 'make sure that both know',
          parts,
        }),
      ];
    case 'tool/removed':
      return [
        note('operation/tool-removed', change, {
          message: `The tool \`${name}\` is gone, with its screens ${before ?? ''}.`,
          fix: 'tell the people who work with it',
        }),
      ];
    case 'parameter/removed':
      return [
        note('operation/parameter-removed', change, {
          message: `The parameter \`${name}\` is gone; its default was ${before ?? ''}.`,
          fix: 'look whether somebody set it, and what it protected',
        }),
      ];
    case 'parameter/default':
      return [
        note('operation/parameter-default', change, {
          message: `Where nobody set \`${name}\`, it is ${after ?? 'nothing'} and was ${before ?? 'nothing'}.`,
          fix: null,
          parts,
        }),
      ];
    case 'workspace/time_zone':
      return [
        note('operation/time-zone', change, {
          message: `Dates and days go by ${after ?? ''} and went by ${before ?? ''}.`,
          fix: 'release it when nothing is due around midnight',
          parts,
        }),
      ];
    default:
      return [];
  }
}

/** Of owners that are new, or lost their approvers. */
function approvers({ head, input }: FindingContext): readonly Finding[] {
  return Object.values(head.workspace.owners).flatMap((owner) => {
    const before = input.base?.workspace.owners[owner.name];
    const isNews = before === undefined ? input.base !== null : before.approvers.length > 0;
    if (owner.approvers.length > 0 || !isNews) return [];
    const place = { subject: `owner.${owner.name}`, entity: null, field: null, span: null } as const;
    return [
      note(
        'operation/no-approvers',
        { ...place, spanOf: 'head' },
        {
          message: `\`${owner.name}\` has no roles that may approve.`,
          fix: `name them: \`owners: { ${owner.name}: { approvers: [...] } }\``,
        },
      ),
    ];
  });
}

/** A runbook that went, or never came; and one that was left as it was while the screens it describes changed. */
function runbooks({ base, head }: FindingContext): readonly Finding[] {
  return pairByName(base?.tools ?? {}, head.tools).flatMap(({ name, base: was, head: is }) => {
    if (is === null) return [];
    const place = placeIn(is, `tool.${name}.runbook`, null);
    if (is.runbook === null) {
      const isNews = was === null ? base !== null : was.runbook !== null;
      if (!isNews) return [];
      return [
        note('operation/runbook-missing', place, {
          message: `The tool \`${name}\` has no runbook${was === null ? '' : ' any more'}.`,
          fix: 'write one, and name it: `runbook: ../runbooks/….md`',
        }),
      ];
    }
    const screens = [bare(was?.screens), bare(is.screens)] as const;
    if (was === null || was.runbook?.text !== is.runbook.text || screens[0] === screens[1]) return [];
    return [
      note('operation/runbook-outdated', place, {
        message: `The screens of \`${name}\` change, and ${is.runbook.path} does not.`,
        fix: null,
        parts: [screens[1]],
      }),
    ];
  });
}
