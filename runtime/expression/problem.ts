import type { Range } from './tree.ts';

/** Codes of the mistakes that an expression can hold; each is in the registry of diagnostics. */
export type ProblemCode =
  | 'expression/syntax'
  | 'expression/limit'
  | 'expression/unknown-name'
  | 'expression/type'
  | 'expression/option'
  | 'expression/null'
  | 'expression/constant'
  | 'expression/shadowed'
  | 'expression/regex'
  | 'expression/not-here'
  | 'expression/too-costly';

/** One mistake inside an expression. `start` and `end` are offsets in its text; the hint says what to do next. */
export type Problem = Range & {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
};

/** Takes a mistake down. */
export type Report = (code: ProblemCode, at: Range, text: readonly [message: string, hint: string]) => void;

/** A list of problems, and the function that adds to it. */
export function collectProblems(): { readonly problems: Problem[]; readonly report: Report } {
  const problems: Problem[] = [];
  return {
    problems,
    report: (code, { start, end }, [message, hint]) => {
      problems.push({ code, start, end, message, hint });
    },
  };
}
