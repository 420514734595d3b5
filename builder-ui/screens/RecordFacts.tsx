import type { RecordJson } from '../../runtime/wire/record.ts';
import type { DetailView, FieldView, SectionView } from '../../runtime/wire/view.ts';
import { useFormats } from '../format/formats.ts';
import { findCell } from '../table/cells/registry.ts';
import { LinesTable } from './LinesTable.tsx';
import classes from './detail.module.css';

const WIDE = new Set(['long_text', 'json', 'references', 'tags', 'choices']);
const isSystem = (field: FieldView): boolean => /^(?:created|updated)_(?:at|by)$/u.test(field.path);
const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

function Fact({ field, record }: { readonly field: FieldView; readonly record: RecordJson }) {
  const CellView = findCell(field.cell);
  const value = record[field.path];
  return (
    <div className={classes.field} data-wide={(WIDE.has(field.cell) && !isEmpty(value)) || undefined}>
      <dt title={field.help ?? undefined}>{field.label}</dt>
      <dd>
        {isEmpty(value) ? (
          <span className={classes.blank}>
            <span aria-hidden>–</span>
            <span className={classes.hidden}>Empty</span>
          </span>
        ) : (
          <CellView field={field} value={value} whole />
        )}
      </dd>
    </div>
  );
}

function Section({ section, record }: { readonly section: SectionView; readonly record: RecordJson }) {
  const fields = section.fields.filter((field) => !isSystem(field));
  const plain = fields.filter((field) => field.lines === undefined && field.type !== 'children');
  const lines = fields.filter((field) => field.lines !== undefined);
  if (plain.length === 0 && lines.length === 0) return null;
  const [only] = lines;
  const namesLines = plain.length === 0 && lines.length === 1 && only !== undefined;
  return (
    <section className={classes.section}>
      {section.title === null && !namesLines ? null : (
        <h2 className={classes.sectionTitle}>{section.title ?? only?.label}</h2>
      )}
      {plain.length === 0 ? null : (
        <dl className={classes.fields}>
          {plain.map((field) => (
            <Fact key={field.path} field={field} record={record} />
          ))}
        </dl>
      )}
      {lines.map((field) => (
        <div key={field.path}>
          {namesLines ? null : <h3 className={classes.sectionTitle}>{field.label}</h3>}
          <LinesTable field={field} value={record[field.path]} />
        </div>
      ))}
    </section>
  );
}

/** Who made the record and who changed it last. */
function Origin({ record }: { readonly record: RecordJson }) {
  const formats = useFormats();
  const changed = record.version > 1;
  return (
    <p className={classes.origin}>
      Created <time dateTime={record.created_at} title={formats.utc(record.created_at)}>{formats.datetime(record.created_at)}</time>{' '}
      by {record.created_by.title ?? 'somebody'}
      {changed ? (
        <>
          , changed <time dateTime={record.updated_at} title={formats.utc(record.updated_at)}>{formats.datetime(record.updated_at)}</time>{' '}
          by {record.updated_by.title ?? 'somebody'}
        </>
      ) : null}
    </p>
  );
}

/** The record's own fields by section, its lines, and its origin. */
export function RecordFacts({ view, record }: { readonly view: DetailView; readonly record: RecordJson }) {
  return (
    <>
      {view.sections.map((section, index) => (
        <Section key={section.title ?? `section ${index}`} section={section} record={record} />
      ))}
      <Origin record={record} />
    </>
  );
}
