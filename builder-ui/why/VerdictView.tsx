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

function Values({ leaf: { values } }: { readonly leaf: LeafJson }) {
  if (values.length === 0) return null;
  return (
    <span className={classes.values}>
      {values.map(({ label, value }) => `${label}: ${value ?? 'empty'}`).join(' · ')}
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
        <Values leaf={leaf} />
      </span>
    </li>
  );
}

/** What stands for a part that has no condition of its own, by how it turned out. */
const OUTRIGHT: Readonly<Record<VerdictPartJson['kind'], Readonly<Record<OutcomeJson, string>>>> = {
  grant: { true: 'on every record', false: 'not here', unknown: 'not known' },
  from: {
    true: 'The state allows it',
    false: 'The state does not allow it',
    unknown: 'The state is not known',
  },
  when: { true: 'The condition is met', false: 'The condition is not met', unknown: 'It is not known' },
  not_by: {
    true: 'It is somebody else',
    false: 'It takes somebody else',
    unknown: 'It is not known who it was',
  },
  editable: { true: 'It may be changed', false: 'It may not be changed', unknown: 'It is not known' },
  after: {
    true: 'What comes of it is allowed',
    false: 'What would come of it is not',
    unknown: 'It is not known',
  },
};

/** A condition of one part needs no list: the part says it all. */
function isOneLeaf({ text, leaves: [only, ...others] }: VerdictPartJson): boolean {
  return only !== undefined && others.length === 0 && only.withheld !== true && only.text === text;
}

function Part({ part }: { readonly part: VerdictPartJson }) {
  const { role, kind, text, outcome, leaves, rule, place } = part;
  const simple = leaves.length === 0 || isOneLeaf(part);
  return (
    <li className={classes.part}>
      <p className={classes.condition}>
        {simple ? <Mark outcome={outcome} /> : null}
        <span>
          {role === null ? null : <span className={classes.kind}>Role {role}: </span>}
          {text ?? OUTRIGHT[kind][outcome]}
          {simple && leaves[0] !== undefined ? <Values leaf={leaves[0]} /> : null}
        </span>
      </p>
      {simple ? null : (
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
