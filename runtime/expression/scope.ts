import type { Environment, FieldType } from './environment.ts';
import type { Details, Report, Says } from './problem.ts';
import type { Syntax } from './syntax.ts';
import type { Tree } from './tree.ts';

/** The regular expression as it will be matched; null when it cannot be used, which was reported then. */
export type PatternCheck = (pattern: string, refuse: Refuse) => string | null;
/** `Report` at the place of the regular expression. */
export type Refuse = <Key extends Says & `regex/${string}`>(says: Key, ...details: Details<Key>) => null;

/** What the parts of the checker share. */
export type Scope = {
  readonly environment: Environment;
  readonly report: Report;
  readonly vet: PatternCheck;
  /** Variables of the loops around. */
  readonly variables: ReadonlyMap<string, FieldType>;
  /** The checked part; null when it has a mistake, which was reported then. */
  readonly check: (syntax: Syntax, scope: Scope) => Tree | null;
};
