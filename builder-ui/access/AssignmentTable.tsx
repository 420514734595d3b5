import { Button } from '@mantine/core';
import type { AssignmentJson } from '../../runtime/wire/access.ts';
import { ScrollRegion } from '../screens/ScrollRegion.tsx';
import { plain } from './plain-words.ts';
import { ASSIGNMENT_COLUMNS, AssignmentCells } from './AssignmentCells.tsx';
import classes from './access.module.css';

type Props = {
  readonly label: string;
  readonly assignments: readonly AssignmentJson[];
  /** Left out where nothing is taken away any more. */
  readonly onTake?: (assignment: AssignmentJson) => void;
};

/** The assignments of one person. What may not be taken away says why not. */
export function AssignmentTable({ label, assignments, onTake }: Props) {
  return (
    <ScrollRegion label={label} className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            {ASSIGNMENT_COLUMNS.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            {onTake === undefined ? null : <th scope="col">Take away</th>}
          </tr>
        </thead>
        <tbody>
          {assignments.map((assignment) => (
            <tr key={assignment.id}>
              <AssignmentCells assignment={assignment} />
              {onTake === undefined ? null : (
                <td data-label="Take away">
                  <TakeButton assignment={assignment} onTake={onTake} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function TakeButton({
  assignment,
  onTake,
}: {
  readonly assignment: AssignmentJson;
  readonly onTake: (assignment: AssignmentJson) => void;
}) {
  const { allowed, reason } = assignment.may_take;
  if (!allowed) return <span className={classes.small}>{plain(reason)}</span>;
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={`Take ${assignment.role.title} away`}
      onClick={() => onTake(assignment)}
    >
      Take away
    </Button>
  );
}
