import type { FieldView } from '../../../runtime/wire/view.ts';
import type { VerdictJson } from '../../../runtime/wire/rules.ts';
import { Why } from '../../why/Why.tsx';
import { useFormParts } from '../form-context.ts';

/** The verdict of the server on this record, else what the form's own rule says. */
function useVerdict(field: FieldView): VerdictJson {
  const { can, view } = useFormParts();
  const said = can?.fields[field.path];
  if (said !== undefined && !said.allowed) return said;
  const words = view.rules.fields[field.path]?.words.editable_when;
  const reason =
    words === undefined
      ? `${field.label} cannot be changed in this record as it is now.`
      : `${field.label} can be changed only where ${words}.`;
  return { allowed: false, reason, parts: [] };
}

/** Why a field of the form is read-only here. */
export function LockedNote({ field }: { readonly field: FieldView }) {
  return <Why verdict={useVerdict(field)} what={`${field.label} cannot be changed`} />;
}
