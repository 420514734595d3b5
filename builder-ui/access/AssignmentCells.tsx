import type { AssignmentJson } from '../../runtime/wire/access.ts';
import { useFormats } from '../format/formats.ts';
import { endText, sinceText, untilText } from './assignment-words.ts';
import classes from './access.module.css';

/** Columns of every table of assignments, in the order of `AssignmentCells`. */
export const ASSIGNMENT_COLUMNS = ['Role', 'Scope', 'Since', 'Until', 'Given by', 'Why'] as const;

/** One assignment: which role, for what, from when until when, by whom and why. */
export function AssignmentCells({ assignment }: { readonly assignment: AssignmentJson }) {
  const formats = useFormats();
  const { role, scope_text: scope, given_by: giver, reason, state } = assignment;
  const until = untilText(assignment, formats);
  return (
    <>
      <td data-label="Role">
        <span>
          {role.title}
          {state === 'planned' ? <span className={classes.badge}>Planned</span> : null}
        </span>
      </td>
      <td data-label="Scope">{scope ?? <span className={classes.soft}>None</span>}</td>
      <td data-label="Since" className={classes.nowrap}>
        {sinceText(assignment, formats)}
      </td>
      <td data-label="Until" className={classes.nowrap}>
        {until ?? <span className={classes.soft}>No end</span>}
      </td>
      <td data-label="Given by">{giver.name}</td>
      <td data-label="Why">
        <span>
          {reason ?? <span className={classes.soft}>No reason given</span>}
          {state === 'ended' ? <span className={classes.small}>{endText(assignment)}</span> : null}
        </span>
      </td>
    </>
  );
}
