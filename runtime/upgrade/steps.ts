import { toLanguage2 } from './to-language-2.ts';
import type { UpgradeStep } from './upgrade-step.ts';

/** Every step, from the oldest language on; each leads to the next. */
export const STEPS: readonly UpgradeStep[] = [toLanguage2];
