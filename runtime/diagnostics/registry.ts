import type { CodeEntry } from './code-entry.ts';
import { DECISION_CODES } from './codes/decision.ts';
import { ENTITY_CODES } from './codes/entity.ts';
import { EXPRESSION_CODES } from './codes/expression.ts';
import { FORM_CODES } from './codes/form.ts';
import { RELEASE_CODES } from './codes/release.ts';
import { RULE_CODES } from './codes/rule.ts';
import { SCREEN_CODES } from './codes/screen.ts';
import { YAML_CODES } from './codes/yaml.ts';

const ALL = {
  ...YAML_CODES,
  ...FORM_CODES,
  ...ENTITY_CODES,
  ...SCREEN_CODES,
  ...EXPRESSION_CODES,
  ...RULE_CODES,
  ...DECISION_CODES,
  ...RELEASE_CODES,
};

/** A stable slug `group/name`: it may be searched for, documented and filtered by. */
export type Code = keyof typeof ALL;

/** Every code that a diagnostic may have. */
export const CODES: Readonly<Record<Code, CodeEntry>> = ALL;
