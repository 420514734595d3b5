import type { Span } from '../diagnostics/diagnostic.ts';

/** Parts of a plan, in the order in which they are told: what may do harm first. */
export const SECTIONS = ['access', 'data', 'rules', 'api', 'screens', 'operations'] as const;
export type Section = (typeof SECTIONS)[number];

/** One difference between two models. Plain data; two models that say the same have none. */
export type Change = {
  readonly section: Section;
  /** What happened, as a slug: `field/added`, `field/renamed`, `check/changed`, `screen/columns`. */
  readonly kind: string;
  /** What it happened to, by its name in the head, else in the base: `order.total`, `tool.desk.screens.queue`. */
  readonly subject: string;
  readonly entity: string | null;
  readonly field: string | null;
  /** What it was and what it is, on one line each as the author wrote it; null where there was or is nothing. */
  readonly before: string | null;
  readonly after: string | null;
  /** Only words that people read (labels, help, titles): it never changes a database. */
  readonly cosmetic: boolean;
  /** In the head; of what is gone, in the base. */
  readonly span: Span | null;
  readonly spanOf: 'head' | 'base';
};
