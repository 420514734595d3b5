import { Check, CircleHelp, X } from 'lucide-react';
import type { LeafJson, OutcomeJson, VerdictJson, VerdictPartJson } from '../../runtime/wire/rules.ts';
import classes from './why.module.css';

const MARKS = {
  true: { icon: Check, word: 'Yes' },
  false: { icon: X, word: 'No' },
  unknown: { icon: CircleHelp, word: 'Unknown' },
} as const;

function Mark({ outcome }: { readonly outcome: OutcomeJson }) {
  const { icon: Icon, word } = MARKS[outcome];
  return (
    <span className={classes.mark} data-outcome={outcome}>
      <Icon size={13} aria-hidden />
      <span className={classes.hidden}>{word}:</span>
    </span>
  );
}

function Leaf({ leaf }: { readonly leaf: LeafJson }) {
  if (leaf.withheld === true)
    return (
      <li className={classes.leaf} data-quiet>
        <Mark outcome="unknown" />
        <span>Something that you may not read</span>
      </li>
    );
  return (
    <li className={classes.leaf} data-quiet={!leaf.decided || undefined}>
      <Mark outcome={leaf.outcome} />
      <span>
        {leaf.text}
        {leaf.values.length === 0 ? null : (
          <span className={classes.values}>
            {leaf.values.map(({ label, value }) => `${label}: ${value ?? 'empty'}`).join(' · ')}
          </span>
        )}
      </span>
    </li>
  );
}

const KINDS: Readonly<Record<VerdictPartJson['kind'], string>> = {
  grant: 'Granted',
  from: 'State',
  when: 'Condition',
  not_by: 'Four eyes',
  editable: 'Condition',
  after: 'Afterwards',
};

/** What stands for a part that has no condition of its own. */
const WITHOUT_CONDITION: Readonly<Record<VerdictPartJson['kind'], string>> = {
  grant: 'on every record',
  from: 'is one in which this may be done',
  when: 'is met',
  not_by: 'somebody else than before',
  editable: 'is met',
  after: 'anything',
};

function Part({ part }: { readonly part: VerdictPartJson }) {
  const { role, kind, text, outcome, leaves, rule, place } = part;
  return (
    <li className={classes.part}>
      <p className={classes.condition}>
        {leaves.length === 0 ? <Mark outcome={outcome} /> : null}
        <span>
          <span className={classes.kind}>{role === null ? KINDS[kind] : `Role ${role}`}</span>{' '}
          {text ?? WITHOUT_CONDITION[kind]}
        </span>
      </p>
      {leaves.length === 0 ? null : (
        <ul className={classes.leaves}>
          {leaves.map((leaf, index) => (
            <Leaf key={index} leaf={leaf} />
          ))}
        </ul>
      )}
      <p className={classes.source}>
        <span>{rule}</span> <span>{place}</span>
      </p>
    </li>
  );
}

type Props = {
  readonly verdict: VerdictJson;
  /** Heading, where nothing around says what this is about. */
  readonly what?: string;
  readonly headingId?: string;
};

/** A verdict for people: the reason in a sentence, then every grant and rule that was asked, and where it is written. */
export function VerdictView({ verdict, what, headingId }: Props) {
  return (
    <div className={classes.verdict}>
      {what === undefined ? null : (
        <p id={headingId} className={classes.what}>
          {what}
        </p>
      )}
      <p className={classes.reason}>{verdict.reason}</p>
      {verdict.parts.length === 0 ? null : (
        <ul className={classes.parts}>
          {verdict.parts.map((part) => (
            <Part key={part.rule} part={part} />
          ))}
        </ul>
      )}
    </div>
  );
}
