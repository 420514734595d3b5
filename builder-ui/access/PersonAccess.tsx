import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { UserX } from 'lucide-react';
import { useState } from 'react';
import type { AssignmentJson, PersonAccessJson, RolesJson } from '../../runtime/wire/access.ts';
import { personQuery, rolesQuery } from '../api/access.ts';
import { ApiProblem } from '../api/problem.ts';
import { PlaceLink } from '../routes/PlaceLink.tsx';
import { EmptyPanel } from '../screens/EmptyPanel.tsx';
import { ProblemPanel } from '../screens/ProblemPanel.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { AssignmentTable } from './AssignmentTable.tsx';
import { AttributeFacts } from './AttributeFacts.tsx';
import { AttributesDialog } from './AttributesDialog.tsx';
import { GiveRoleDialog } from './GiveRoleDialog.tsx';
import { PageSkeleton } from './PageSkeleton.tsx';
import { TakeRoleDialog } from './TakeRoleDialog.tsx';
import { TypingPlace } from './TypingPlace.tsx';
import classes from './access.module.css';

type Open = 'give' | 'attributes' | AssignmentJson | null;

/** What one person holds now and held before, and their attributes. */
export function PersonAccess({ id }: { readonly id: string }) {
  const person = useQuery(personQuery(id));
  const roles = useQuery(rolesQuery);
  usePageTitle(person.data?.name ?? 'Person');
  const error = person.error ?? roles.error;
  if (error instanceof ApiProblem && error.code === 'access/unknown')
    return (
      <EmptyPanel page icon={UserX} title="There is no such person" text="The address names nobody.">
        <PlaceLink path="/access">To all people</PlaceLink>
      </EmptyPanel>
    );
  if (error !== null && (person.data === undefined || roles.data === undefined))
    return (
      <ProblemPanel
        page
        error={error}
        onRetry={() => {
          void person.refetch();
          void roles.refetch();
        }}
      />
    );
  if (person.data === undefined || roles.data === undefined)
    return (
      <div className={classes.page}>
        <PageSkeleton />
      </div>
    );
  return (
    <TypingPlace>
      <Loaded person={person.data} roles={roles.data} />
    </TypingPlace>
  );
}

function Loaded({ person, roles }: { readonly person: PersonAccessJson; readonly roles: RolesJson }) {
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const refusal = givingRefusal(person, roles);
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <div className={classes.headText}>
          <h1 className={classes.title}>{person.name}</h1>
          <p className={classes.lead}>{describe(person)}</p>
        </div>
        {refusal === null ? <Button onClick={() => setOpen('give')}>Give a role</Button> : null}
      </div>
      {refusal === null ? null : <p className={classes.reason}>{refusal}</p>}
      <section className={classes.section} aria-labelledby="held">
        <div className={classes.sectionHead}>
          <h2 id="held" className={classes.sectionTitle}>
            Roles
          </h2>
        </div>
        {person.assignments.length === 0 ? (
          <p className={classes.none}>No role.</p>
        ) : (
          <AssignmentTable label="Roles held" assignments={person.assignments} onTake={setOpen} />
        )}
      </section>
      <AttributeFacts person={person} fields={roles.attributes} onChange={() => setOpen('attributes')} />
      <section className={classes.section} aria-labelledby="before">
        <h2 id="before" className={classes.sectionTitle}>
          Held before
        </h2>
        {person.history.length === 0 ? (
          <p className={classes.none}>Nothing was taken away, and nothing ran out.</p>
        ) : (
          <AssignmentTable label="Roles held before" assignments={person.history} />
        )}
      </section>
      {open === 'give' ? <GiveRoleDialog person={person} roles={roles} onClose={close} /> : null}
      {open === 'attributes' ? (
        <AttributesDialog person={person} fields={roles.attributes} onClose={close} />
      ) : null}
      {open !== null && typeof open === 'object' ? (
        <TakeRoleDialog assignment={open} onClose={close} />
      ) : null}
    </div>
  );
}

function describe({ own, active, email, kind }: PersonAccessJson): string {
  const who = own ? 'This is you.' : kind === 'service' ? 'A program that acts by itself.' : (email ?? '');
  return active ? who : `${who} May no longer sign in.`.trim();
}

/** Why the viewer gives this person nothing; null where there is a role to give. */
function givingRefusal(person: PersonAccessJson, roles: RolesJson): string | null {
  if (person.own) return 'Nobody changes their own roles; somebody else has to.';
  if (!person.active) return 'Who may no longer sign in is given no role.';
  if (roles.data.some((role) => role.may_give.allowed)) return null;
  return roles.may_see_people.allowed
    ? 'You may give none of the roles.'
    : 'Roles are given by others than you.';
}
