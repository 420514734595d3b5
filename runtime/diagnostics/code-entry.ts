/** What the documentation says of one code. The examples are parts of definition files. */
export type CodeEntry = {
  /** The mistake in a few words. */
  readonly title: string;
  readonly explanation: string;
  readonly bad: string;
  readonly good: string;
};
export type CodeGroup = Readonly<Record<string, CodeEntry>>;
