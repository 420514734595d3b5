import type { Mask } from '../../runtime/model/model.ts';

/** SQL of the masked form of a text that is not null; says what `maskText` of `runtime/policy/mask.ts` says. */
export function maskSql(mask: Mask, text: string): string {
  return MASK_SQL[mask](text);
}

const MASK_SQL: { readonly [mask in Mask]: (text: string) => string } = {
  hidden: () => `'••••'`,
  last_4: (text) => `case when length(${text}) >= 8 then '•••• ' || right(${text}, 4) else '••••' end`,
  initial: (text) => `case when length(${text}) >= 2 then left(${text}, 1) || '•••' else '•••' end`,
  domain: (text) =>
    `case when position('@' in ${text}) > 1 then '•••@' || regexp_replace(${text}, '^[^@]*@', '') else '•••' end`,
};
