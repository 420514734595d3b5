import { Button } from '@mantine/core';
import type { PersonAccessJson } from '../../runtime/wire/access.ts';
import type { FieldView } from '../../runtime/wire/view.ts';
import { CellValue } from '../table/cells/CellValue.tsx';
import classes from './access.module.css';

type Props = {
  readonly person: PersonAccessJson;
  readonly fields: readonly FieldView[];
  readonly onChange: () => void;
};

/** What rules read of the person. Nothing where the workspace has no attributes. */
export function AttributeFacts({ person, fields, onChange }: Props) {
  if (fields.length === 0) return null;
  const { allowed, reason } = person.may_set_attributes;
  return (
    <section className={classes.section} aria-labelledby="attributes">
      <div className={classes.sectionHead}>
        <h2 id="attributes" className={classes.sectionTitle}>
          Attributes
        </h2>
        {allowed ? (
          <Button size="compact-xs" variant="default" onClick={onChange}>
            Change attributes
          </Button>
        ) : null}
      </div>
      <p className={classes.reason}>
        Rules read these, wherever a role is held without a scope of its own.{allowed ? '' : ` ${reason}`}
      </p>
      <dl className={classes.facts}>
        {fields.map((field) => {
          const value = Object.hasOwn(person.attributes, field.path) ? person.attributes[field.path] : null;
          return (
            <div key={field.path}>
              <dt>{field.label}</dt>
              <dd>
                {value === null ? (
                  <span className={classes.soft}>None</span>
                ) : (
                  <CellValue field={field} value={value} whole />
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
