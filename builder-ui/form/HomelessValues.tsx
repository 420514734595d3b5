import { Button } from '@mantine/core';
import { ClipboardList } from 'lucide-react';
import { useState } from 'react';
import { CellValue } from '../table/cells/CellValue.tsx';
import { useFormParts } from './form-context.ts';
import type { Homeless } from './state/carry-over.ts';
import { shownValue } from './state/shown-value.ts';
import classes from './theme/form.module.css';

/** What was typed into fields that the form no longer has, to be copied. */
export function HomelessValues({
  values,
  close,
}: {
  readonly values: readonly Homeless[];
  readonly close: () => void;
}) {
  return (
    <section className={classes.homeless} aria-label="Values without a field">
      <div className={classes.homelessHead}>
        <ClipboardList size={16} aria-hidden />
        <p>
          {values.length === 1
            ? 'One value that you typed has no field in this form any more:'
            : `${values.length} values that you typed have no field in this form any more:`}
        </p>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={close}>
          I do not need {values.length === 1 ? 'it' : 'them'}
        </Button>
      </div>
      <dl>
        {values.map((each) => (
          <Value key={each.label} homeless={each} />
        ))}
      </dl>
    </section>
  );
}

function Value({ homeless: { label, field, value } }: { readonly homeless: Homeless }) {
  const { links } = useFormParts();
  const [copied, setCopied] = useState(false);
  const shown = shownValue(field, value, links);
  const id = `homeless-${label}`;
  const copy = (): void => {
    const text = document.querySelector(`[id="${CSS.escape(id)}"]`)?.textContent ?? '';
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div>
      <dt>{label}</dt>
      <dd id={id}>{typeof shown === 'string' ? shown : <CellValue field={field} value={shown} whole />}</dd>
      <dd>
        <Button size="compact-xs" variant="default" aria-label={`Copy ${label}`} onClick={copy}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </dd>
    </div>
  );
}
