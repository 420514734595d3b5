import { describe, expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import { proveNever } from '../../runtime/rules/prove-never.ts';

/** What is proven of the action `finish`, which sets these fields, and a `never` of this condition. */
function proofOf(set: string, never: string): string | undefined {
  const text = `workspace: acme
language: 1
currency: GBP
owners: { operations: { contact: operations@acme.example } }
---
role: clerk
---
entity: parcel
owner: operations
fields:
  small: { type: boolean, required: true, default: false }
  safe: { type: boolean, required: true, default: false }
  ready: { type: boolean, required: true, default: false }
  weight: { type: integer }
  size: { type: choice, options: [s, m, l], required: true, default: s }
  packer: { type: user }
  checker: { type: user }
  status: { type: choice, options: [open, done], required: true, default: open }
lifecycle: status
actions: { finish: { from: open, to: done, set: ${set} } }
access: { clerk: { read: true, create: true, update: true, actions: [finish] } }
never: { wrong: '${never}' }
`;
  const { model, diagnostics } = compile([{ path: 'all.yaml', text }]);
  expect(diagnostics.filter(({ code }) => code !== 'never/always')).toEqual([]);
  if (model === null) return diagnostics[0]?.code;
  return proveNever(model).find(({ by }) => by.name === 'finish')?.outcome;
}

describe('proofs of what an action sets', () => {
  it('follows a condition into the flag that it is stored in', () => {
    expect(proofOf('{ ready: =small && safe }', 'ready')).toBe('possible');
    expect(proofOf('{ ready: =small && safe }', 'ready && small && status == "open"')).toBe('safe');
    expect(proofOf('{ ready: =small || true == small }', 'ready == small && status == "done"')).toBe(
      'never/always',
    );
  });

  it('takes a computed choice or person for any', () => {
    expect(proofOf('{ size: "=small ? \\"m\\" : \\"l\\"" }', 'size == "l"')).toBe('possible');
    expect(proofOf('{ size: m }', 'size == "l"')).toBe('safe');
    expect(proofOf('{ checker: "=small ? user : packer" }', 'checker == packer')).toBe('possible');
    expect(proofOf('{ checker: =user }', 'checker != user')).toBe('safe');
  });
});
