import { useId, type ReactNode } from 'react';
import type { FieldView, SectionView } from '../../../runtime/wire/view.ts';
import { LinesTable } from '../lines/LinesTable.tsx';
import { useFormParts } from '../form-context.ts';
import { useFormPart } from '../state/form-store.ts';
import { ComputedValue } from './ComputedValue.tsx';
import { FieldFrame } from './FieldFrame.tsx';
import { ReadOnlyValue } from './ReadOnlyValue.tsx';
import classes from './form.module.css';

type Drawn = ReadonlyMap<string, ReactNode>;

/** What the form shows of a field that it does not write. */
function ReadField({ field }: { readonly field: FieldView }) {
  const { record } = useFormParts();
  const value = record[field.path];
  if (field.lines !== undefined) return <LinesTable field={field} value={value} />;
  if (field.computed === null) return <ReadOnlyValue field={field} value={value} />;
  return <ComputedValue field={field} pointer={`/${field.path}`} saved={value} />;
}

function Section({ section, drawn }: { readonly section: SectionView; readonly drawn: Drawn }) {
  const { mode, store } = useFormParts();
  const heading = useId();
  // Nothing can be said yet about what the server gives or others fill in, so a new record does not show it.
  const fields = section.fields.filter(
    (field) => drawn.has(field.path) || mode === 'update' || field.computed !== null,
  );
  const shown = useFormPart(store, (form) => fields.some(({ path }) => form.isShown(`/${path}`)));
  if (!shown) return null;
  return (
    <section className={classes.section} aria-labelledby={section.title === null ? undefined : heading}>
      {section.title !== null && (
        <h2 id={heading} className={classes.sectionTitle}>
          {section.title}
        </h2>
      )}
      <div className={classes.grid}>
        {fields.map((field) =>
          drawn.has(field.path) ? (
            drawn.get(field.path)
          ) : (
            <FieldFrame key={field.path} name={field.path} readOnly>
              <ReadField field={field} />
            </FieldFrame>
          ),
        )}
      </div>
    </section>
  );
}

/** The form's fields in the author's sections: those that the engine drew, and between them what may only be read. */
export function Sections({ drawn }: { readonly drawn: Drawn }) {
  const { view } = useFormParts();
  return view.sections.map((section, index) => (
    <Section key={section.title ?? index} section={section} drawn={drawn} />
  ));
}
