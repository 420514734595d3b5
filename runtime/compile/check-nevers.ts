import type { Report } from '../diagnostics/report.ts';
import type { Entity } from '../model/model.ts';
import { grantsOf } from '../rules/refusal-ids.ts';
import { proveEntity } from '../rules/prove-never.ts';

/** Reports actions and grants that could never be used, because a `never` refuses whatever comes of them. */
export function checkNeverUses(report: Report, entity: Entity): void {
  for (const { never, by, outcome } of proveEntity(entity)) {
    if (outcome !== 'always') continue;
    const rule = Object.values(entity.never).find(({ id }) => id === never);
    const place =
      by.is === 'action' ? entity.actions[by.name] : grantsOf(entity).find(({ id }) => id === by.name);
    if (rule === undefined || place === undefined) continue;
    report.add({
      code: 'never/always',
      span: place.span,
      message: `\`${rule.name}\` refuses whatever comes of ${by.is === 'action' ? `the action \`${by.name}\`` : 'this grant'}, so nobody can ever use it.`,
      hint: `remove it, or narrow \`never.${rule.name}\``,
      labels: [{ span: rule.span, message: 'this must never be true' }],
    });
  }
}
