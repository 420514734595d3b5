import { ExternalLink } from 'lucide-react';
import { useLayoutEffect, useReducer, useRef, useState } from 'react';
import type { LinkJson, RecordJson } from '../../../runtime/wire/record.ts';
import type { FieldView } from '../../../runtime/wire/view.ts';
import { useNavigation } from '../../api/views.ts';
import { findPlace, recordPath } from '../../routes/place.ts';
import { CreateInPlace } from '../CreateInPlace.tsx';
import { useFormParts } from '../form-context.ts';
import { isUnread, unread, unreadText } from '../values/unread.ts';
import { LoadTitle } from './LoadTitle.tsx';
import { Picker, type PickerSource } from './Picker.tsx';
import type { PickerOption } from './PickerList.tsx';
import { PillPicker } from './PillPicker.tsx';
import { useNamedTarget, useReferenceSearch } from './reference-search.ts';
import type { WidgetProps } from './widget.ts';
import { inSentence } from '../../format/in-sentence.ts';
import classes from './widgets.module.css';

/** The source with an offer to make what was not found. */
function withCreate(source: PickerSource, field: FieldView, query: string | null): PickerSource {
  if (field.target?.can_create !== true) return source;
  const title = inSentence(field.target.title);
  const name = (query ?? '').trim();
  const label = name === '' ? `New ${title}…` : `New ${title} “${name}”…`;
  return { ...source, options: [...source.options, { value: name, label, creates: true }] };
}

function OpenTarget({ field, link }: { readonly field: FieldView; readonly link: LinkJson }) {
  const navigation = useNavigation();
  const { tool } = useFormParts();
  if (field.target?.can_read !== true || link.title === null) return null;
  return (
    <a
      className={classes.icon}
      href={recordPath(findPlace(navigation, field.target.entity, tool), link.id)}
      target="_blank"
      rel="noreferrer"
      tabIndex={-1}
      aria-label={`Open ${link.title} in a new tab`}
    >
      <ExternalLink size={13} aria-hidden />
    </a>
  );
}

const titleOf = (link: LinkJson | undefined): string =>
  link === undefined ? '' : (link.title ?? 'A record you may not read');

/** One record of another entity, or a person: searched by text, made in place where allowed. */
export function ReferenceWidget(props: WidgetProps) {
  const { links } = useFormParts();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [query, setQuery] = useState<string | null>(null);
  const [used, setUsed] = useState(false);
  const [creating, setCreating] = useState<string | null>(null);
  const { field, value, change } = props;
  const source = useReferenceSearch(field, query, used);
  const findNamed = useNamedTarget(field);
  const current = useRef(value);
  useLayoutEffect(() => {
    current.current = value;
  }, [value]);
  const link = typeof value === 'string' ? links.get(value) : undefined;
  const take = (option: PickerOption): void => {
    if (option.creates === true) return setCreating(option.value);
    links.set(option.value, { id: option.value, title: option.label });
    change(option.value);
  };
  const leaveTyped = (text: string): void => {
    if (text.trim() === '') return change(null);
    const typed = unread(text);
    change(typed);
    void findNamed(text).then(
      (option) => {
        if (option !== null && current.current === typed) take(option);
      },
      () => undefined,
    );
  };
  return (
    <span className={classes.reference} onFocus={() => setUsed(true)}>
      <Picker
        {...props}
        shown={isUnread(value) ? unreadText(value) : titleOf(link)}
        query={query}
        search={setQuery}
        source={withCreate(source, field, query)}
        pick={take}
        clear={() => change(null)}
        leaveTyped={leaveTyped}
        placeholder={
          field.type === 'user'
            ? 'Search people'
            : `Search ${field.target === undefined ? '' : inSentence(field.target.plural)}`
        }
        after={
          <>
            {link?.deleted === true && <span className={classes.deleted}>deleted</span>}
            {link !== undefined && !props.compact && <OpenTarget field={field} link={link} />}
          </>
        }
      />
      {typeof value === 'string' && link === undefined && !isUnread(value) && field.target !== undefined && (
        <LoadTitle entity={field.target.entity} id={value} loaded={redraw} />
      )}
      {creating !== null && (
        <CreateInPlace
          field={field}
          name={creating}
          close={() => setCreating(null)}
          created={(record, title) => take({ value: record.id, label: title })}
        />
      )}
    </span>
  );
}

/** Any number of records of another entity. */
export function ReferencesWidget(props: WidgetProps) {
  const { links } = useFormParts();
  const [query, setQuery] = useState<string | null>(null);
  const [used, setUsed] = useState(false);
  const [creating, setCreating] = useState<string | null>(null);
  const { field, change } = props;
  const ids = Array.isArray(props.value) ? (props.value as readonly string[]) : [];
  const source = useReferenceSearch(field, query, used);
  const left = { ...source, options: source.options.filter((option) => !ids.includes(option.value)) };
  const add = (option: PickerOption): void => {
    if (option.creates === true) return setCreating(option.value);
    links.set(option.value, { id: option.value, title: option.label });
    change([...ids, option.value]);
  };
  const created = (record: RecordJson, title: string): void => add({ value: record.id, label: title });
  return (
    <span className={classes.reference} onFocus={() => setUsed(true)}>
      <PillPicker
        {...props}
        pills={ids.map((id) => {
          const link = links.get(id);
          return {
            value: id,
            label: titleOf(link),
            color: null,
            ...(link?.deleted === true ? { mark: 'deleted' } : {}),
          };
        })}
        query={query}
        search={setQuery}
        source={withCreate(left, field, query)}
        add={add}
        remove={(id) => change(ids.filter((each) => each !== id))}
        addTyped={null}
      />
      {creating !== null && (
        <CreateInPlace field={field} name={creating} close={() => setCreating(null)} created={created} />
      )}
    </span>
  );
}
