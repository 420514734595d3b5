import { useId, type ReactNode } from 'react';
import type { SectionView } from '../../../runtime/wire/view.ts';
import { LinesTable } from '../lines/LinesTable.tsx';
import { useFormParts } from '../form-context.ts';
import { FieldFrame } from './FieldFrame.tsx';
import { ReadOnlyValue } from './ReadOnlyValue.tsx';
import classes from './form.module.css';

type Drawn = ReadonlyMap<string, ReactNode>;

function Section({ section, drawn }: { readonly section: SectionView; readonly drawn: Drawn }) {
  const { mode, record } = useFormParts();
  const heading = useId();
  // Nothing can be said yet about what the server gives or others fill in, so a new record does not show it.
  const fields = section.fields.filter((field) => drawn.has(field.path) || mode === 'update');
  if (fields.length === 0) return null;
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
              {field.lines === undefined ? (
                <ReadOnlyValue field={field} value={record[field.path]} />
              ) : (
                <LinesTable field={field} value={record[field.path]} />
              )}
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
