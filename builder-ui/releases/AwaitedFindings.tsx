import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Finding } from '../../runtime/diff/finding.ts';
import type { AwaitedJson, PlanAnswerJson } from '../../runtime/wire/releases.ts';
import { plain } from '../access/plain-words.ts';
import { useFormats } from '../format/formats.ts';
import { ApproveDialog } from './ApproveDialog.tsx';
import access from '../access/access.module.css';
import classes from './releases.module.css';

/** Findings that need somebody's yes: what each says, who may say it, and who did. */
export function AwaitedFindings({ answer }: { readonly answer: PlanAnswerJson }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const { plan, awaited } = answer;
  const findings = new Map(plan.findings.map((finding) => [finding.fingerprint, finding]));
  const open = awaited.filter(({ approval }) => approval === null);
  const able = open.filter((each) => each.may_approve.allowed).map(({ fingerprint }) => fingerprint);
  const picked = able.filter((fingerprint) => chosen.has(fingerprint));
  const toggle = (fingerprint: string): void =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(fingerprint)) next.add(fingerprint);
      return next;
    });
  return (
    <section className={classes.awaited} aria-labelledby="awaited">
      <h2 id="awaited" className={access.sectionTitle}>
        {open.length === 0
          ? 'Everything that needed an approval has it'
          : missing(open.length, awaited.length)}
      </h2>
      <ul>
        {awaited.map((each) => (
          <Awaited
            key={each.fingerprint}
            awaited={each}
            finding={findings.get(each.fingerprint)}
            checked={chosen.has(each.fingerprint)}
            toggle={() => toggle(each.fingerprint)}
          />
        ))}
      </ul>
      {able.length === 0 ? null : (
        <Button variant="default" disabled={picked.length === 0} onClick={() => setAsking(true)}>
          {picked.length < 2 ? 'Approve' : `Approve ${picked.length}`}
        </Button>
      )}
      {asking ? (
        <ApproveDialog
          plan={plan.hash}
          findings={picked.flatMap((fingerprint) => findings.get(fingerprint) ?? [])}
          onClose={() => setAsking(false)}
          onDone={() => setChosen(new Set())}
        />
      ) : null}
    </section>
  );
}

function missing(open: number, all: number): string {
  const verb = open === 1 ? 'approval is' : 'approvals are';
  return open === all
    ? `${open} ${verb} missing`
    : `${open} of ${all} approvals ${open === 1 ? 'is' : 'are'} missing`;
}

type Props = {
  readonly awaited: AwaitedJson;
  readonly finding: Finding | undefined;
  readonly checked: boolean;
  readonly toggle: () => void;
};

function Awaited({ awaited, finding, checked, toggle }: Props) {
  const formats = useFormats();
  const { approval, owners, may_approve: may } = awaited;
  const message = plain(finding?.message ?? approval?.message ?? awaited.fingerprint);
  const witness = finding?.access?.gain?.sentence ?? null;
  const words = (
    <>
      {message}
      {witness === null ? null : <span className={classes.witness}>{plain(witness)}</span>}
    </>
  );
  return (
    <li>
      {approval === null && may.allowed ? (
        <Checkbox label={words} checked={checked} onChange={toggle} />
      ) : (
        <p className={classes.finding}>{words}</p>
      )}
      <p className={classes.owners}>
        {approval === null
          ? `Waits for ${formats.list(owners.map(({ title, roles }) => `${title} (${formats.list(roles.map((role) => role.title)) || 'an operator'})`))}. ${may.allowed ? '' : plain(may.reason)}`
          : `Approved by ${approval.approved_for ?? approval.approved_by.name}, ${formats.datetime(approval.at)}: ${approval.reason}`}
      </p>
    </li>
  );
}
