import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { RecordCanJson } from '../../runtime/wire/rules.ts';
import { useMe } from '../api/views.ts';
import type { FormParts } from './form-context.ts';
import type { LoadedForm, NestedForm, RecordFormProps } from './record-form-props.ts';
import { aroundRules } from './rules/live-record.ts';
import { createRelatedRecords } from './rules/related-records.ts';
import { createLiveRules } from './rules/live-rules.ts';
import { checkValues } from './state/check-values.ts';
import { formFields } from './state/form-fields.ts';
import { createFormStore, type FormStore } from './state/form-store.ts';
import { recordValues, type Links } from './state/record-values.ts';
import { startValues } from './state/start-values.ts';
import { todayIn } from './values/zoned-time.ts';

type Props = Pick<RecordFormProps, 'tool' | 'mode' | 'initial'> & {
  readonly loaded: LoadedForm;
  readonly nested: NestedForm;
};

/** The parts of a form, made once when it opens. */
export function useOpenParts(props: Props): Omit<FormParts, 'setField'> {
  const me = useMe();
  const idPrefix = `form${useId().replaceAll(/\W/gu, '')}`;
  const client = useQueryClient();
  const [parts] = useState(() => {
    const { view, record, schema, can } = props.loaded;
    const mode = view[props.mode] ?? { schema: {}, validator: '', defaults: {} };
    const fields = formFields(view, mode);
    const links: Links = new Map([[me.actor.id, { id: me.actor.id, title: me.actor.name }]]);
    const place = { locale: me.workspace.locale, zone: me.workspace.time_zone };
    const start = record === null ? startValues(mode.defaults, props.initial ?? {}, fields, links) : null;
    const baseline = record === null ? (start ?? {}) : recordValues(record, fields, links);
    // The store is made of the rules, and tells them when a record that they look into has arrived.
    const late: { store: FormStore | null } = { store: null };
    const rules = createLiveRules({
      rules: view.rules,
      mode: props.mode,
      fields,
      record: record ?? {},
      related: createRelatedRecords(client, () => late.store?.rerun()),
      around: aroundRules(view.rules, { now: Date.now(), today: todayIn(place.zone, Date.now()) }),
      place,
      locked: new Set(lockedFields(can)),
    });
    const store = createFormStore(
      { values: baseline, baseline },
      (values, before) => checkValues(values, before, { fields, form: schema, place, rules }),
      rules,
    );
    late.store = store;
    return {
      view,
      mode: props.mode,
      tool: props.tool,
      place,
      nested: props.nested,
      store,
      fields,
      links,
      record: record ?? {},
      can,
      idPrefix,
    };
  });
  return parts;
}

function lockedFields(can: RecordCanJson | null): readonly string[] {
  return Object.entries(can?.fields ?? {}).flatMap(([name, { allowed }]) => (allowed ? [] : [name]));
}
