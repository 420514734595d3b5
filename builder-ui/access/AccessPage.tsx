import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useId, useState } from 'react';
import type { PersonJson } from '../../runtime/wire/access.ts';
import { peopleQuery, rolesQuery } from '../api/access.ts';
import { useMe } from '../api/views.ts';
import { isUnread } from '../form/values/unread.ts';
import { ChoiceWidget } from '../form/widgets/ChoiceWidgets.tsx';
import { PlaceLink } from '../routes/PlaceLink.tsx';
import { EmptyPanel } from '../screens/EmptyPanel.tsx';
import { ProblemPanel } from '../screens/ProblemPanel.tsx';
import { ScrollRegion } from '../screens/ScrollRegion.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { SearchBox } from '../table/SearchBox.tsx';
import { ASSIGNMENT_COLUMNS, AssignmentCells } from './AssignmentCells.tsx';
import { PageSkeleton } from './PageSkeleton.tsx';
import { PersonAccess } from './PersonAccess.tsx';
import { choiceField } from './plain-fields.ts';
import classes from './access.module.css';

/** Who holds what, for those who give roles; everybody else sees what they hold themselves. */
export function AccessPage() {
  const me = useMe();
  return me.places.access ? <Everybody /> : <PersonAccess id={me.actor.id} />;
}

function Everybody() {
  usePageTitle('People and access');
  const [q, setQ] = useState('');
  const [role, setRole] = useState('');
  const people = useInfiniteQuery(peopleQuery(q.trim(), role));
  const found = people.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <div className={classes.headText}>
          <h1 className={classes.title}>People and access</h1>
          <p className={classes.lead}>
            Who holds which role, since when, given by whom, why, and until when. Open a person to give a role
            or take one away.
          </p>
        </div>
      </div>
      <div className={classes.bar}>
        <SearchBox value={q} fields={['Name', 'E-mail']} onSearch={setQ} />
        <RoleFilter role={role} onRole={setRole} />
      </div>
      {people.isPending ? <PageSkeleton /> : null}
      {people.error === null ? null : (
        <ProblemPanel error={people.error} onRetry={() => void people.refetch()} />
      )}
      {people.isSuccess && found.length === 0 ? (
        <EmptyPanel icon={Users} title="Nobody found" text="No person matches the search and the role.">
          <Button
            variant="default"
            onClick={() => {
              setQ('');
              setRole('');
            }}
          >
            Show everybody
          </Button>
        </EmptyPanel>
      ) : null}
      {found.length === 0 ? null : <PeopleTable people={found} />}
      {people.hasNextPage ? (
        <Button
          className={classes.more ?? ''}
          variant="default"
          loading={people.isFetchingNextPage}
          onClick={() => void people.fetchNextPage()}
        >
          Show more people
        </Button>
      ) : null}
    </div>
  );
}

function RoleFilter({ role, onRole }: { readonly role: string; readonly onRole: (role: string) => void }) {
  const roles = useQuery(rolesQuery).data?.data ?? [];
  const id = useId();
  const options = roles.map(({ name, title }) => ({ name, label: title, color: null }));
  return (
    <div className={classes.filter}>
      <label htmlFor={id}>Holds</label>
      <ChoiceWidget
        id={id}
        field={choiceField({ path: 'role', label: 'Holds' }, options)}
        value={role === '' ? null : role}
        change={(name) => onRole(typeof name === 'string' && !isUnread(name) ? name : '')}
        leave={() => undefined}
        invalid={false}
        describedBy={undefined}
        compact={false}
        label={undefined}
      />
    </div>
  );
}

function PeopleTable({ people }: { readonly people: readonly PersonJson[] }) {
  return (
    <ScrollRegion label="People and their roles" className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Person</th>
            {ASSIGNMENT_COLUMNS.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        {people.map((person) => (
          <PersonRows key={person.id} person={person} />
        ))}
      </table>
    </ScrollRegion>
  );
}

/** One row for each role; the name stands once, beside all of them. */
function PersonRows({ person }: { readonly person: PersonJson }) {
  const { assignments } = person;
  const [first, ...others] = assignments;
  const head = (
    <th scope="rowgroup" rowSpan={Math.max(1, assignments.length)} data-person data-label="Person">
      <span>
        <PlaceLink path={`/access/${person.id}`} className={classes.person}>
          {person.name}
        </PlaceLink>
        {person.own ? (
          <span className={classes.badge} data-tone="quiet">
            You
          </span>
        ) : null}
        {person.kind === 'service' ? (
          <span className={classes.badge} data-tone="quiet">
            Service
          </span>
        ) : null}
        {person.email === null ? null : <span className={classes.small}>{person.email}</span>}
      </span>
    </th>
  );
  return (
    <tbody>
      <tr>
        {head}
        {first === undefined ? (
          <td colSpan={ASSIGNMENT_COLUMNS.length} className={classes.soft} data-label="Role">
            No role
          </td>
        ) : (
          <AssignmentCells assignment={first} />
        )}
      </tr>
      {others.map((assignment) => (
        <tr key={assignment.id}>
          <AssignmentCells assignment={assignment} />
        </tr>
      ))}
    </tbody>
  );
}
