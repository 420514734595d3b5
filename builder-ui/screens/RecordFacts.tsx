import type { RecordJson } from '../../runtime/wire/record.ts';
import type { DetailView, FieldView, RelatedView, SectionView } from '../../runtime/wire/view.ts';
import { useFormats } from '../format/formats.ts';
import { CellValue } from '../table/cells/CellValue.tsx';
import { isFilled, listedFields } from './key-facts.ts';
import { LinesTable } from './LinesTable.tsx';
import classes from './detail.module.css';

/** Values that take the whole width of the page. */
const WIDE = new Set(['long_text', 'json']);

type FactProps = { readonly field: FieldView; readonly record: RecordJson; readonly titled: boolean };

function Fact({ field, record, titled }: FactProps) {
  const value = record[field.path];
  return (
    <div className={classes.field} data-wide={(WIDE.has(field.cell) && isFilled(value)) || undefined}>
      <dt title={field.help ?? undefined} className={titled ? classes.hidden : undefined}>
        {field.label}
      </dt>
      <dd>
        {!isFilled(value) ? (
          <span
            className={classes.blank}
            title={field.conditional ? 'Empty, or not for you to see on this record' : undefined}
          >
            <span aria-hidden>–</span>
            <span className={classes.hidden}>
              {field.conditional ? 'Empty, or not for you to see on this record' : 'Empty'}
            </span>
          </span>
        ) : (
          <CellValue field={field} value={value} whole />
        )}
      </dd>
    </div>
  );
}

type SectionProps = { readonly view: DetailView; readonly section: SectionView; readonly record: RecordJson };

function Section({ view, section, record }: SectionProps) {
  const fields = listedFields(view, record, section.fields);
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
            <Fact
              key={field.path}
              field={field}
              record={record}
              titled={plain.length === 1 && field.label === section.title}
            />
          ))}
        </dl>
      )}
      {lines.map((field) => (
        <div key={field.path}>
          {namesLines ? null : <h3 className={classes.sectionTitle}>{field.label}</h3>}
          <LinesTable label={field.label} fields={field.lines?.fields ?? []} value={record[field.path]} />
        </div>
      ))}
    </section>
  );
}

/** Who made the record and who changed it last. */
export function RecordOrigin({ record }: { readonly record: RecordJson }) {
  const formats = useFormats();
  const moment = (instant: string) => (
    <time dateTime={instant} title={formats.utc(instant)}>
      {formats.datetime(instant)}
    </time>
  );
  return (
    <p className={classes.origin}>
      Created {moment(record.created_at)} by {record.created_by.title ?? 'somebody'}
      {record.version > 1 ? (
        <>
          , changed {moment(record.updated_at)} by {record.updated_by.title ?? 'somebody'}
        </>
      ) : null}
    </p>
  );
}

/** Lines that the author listed beside the record but that belong to it: their values came with it. */
function RelatedLines({ related, record }: { readonly related: RelatedView; readonly record: RecordJson }) {
  const { table } = related;
  const byPath = new Map(table.columns.map((column) => [column.path, column]));
  const fields = table.shown.map((path) => byPath.get(path)).filter((column) => column !== undefined);
  return (
    <section className={classes.section}>
      <h2 className={classes.sectionTitle}>{related.title}</h2>
      <LinesTable label={related.title} fields={fields} value={record[related.field]} />
    </section>
  );
}

/** Whether the values of a related list came with the record, as owned lines do. */
export function isOwned(related: RelatedView, record: RecordJson): boolean {
  return Array.isArray(record[related.field]);
}

/** The record's own fields by section. Lines come right after the first section: they are what the record is about. */
export function RecordFacts({ view, record }: { readonly view: DetailView; readonly record: RecordJson }) {
  const [first, ...others] = view.sections;
  return (
    <>
      {first === undefined ? null : <Section view={view} section={first} record={record} />}
      {view.related
        .filter((related) => isOwned(related, record))
        .map((related) => (
          <RelatedLines key={related.field} related={related} record={record} />
        ))}
      {others.map((section, index) => (
        <Section key={section.title ?? `section ${index}`} view={view} section={section} record={record} />
      ))}
    </>
  );
}
