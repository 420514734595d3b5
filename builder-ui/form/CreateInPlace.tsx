import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createElement } from 'react';
import type { RecordJson } from '../../runtime/wire/record.ts';
import type { FieldView } from '../../runtime/wire/view.ts';
import { entityViewQuery } from '../api/views.ts';
import { plainValue } from '../table/cells/plain-value.ts';
import { useFormParts } from './form-context.ts';
import { inSentence } from '../format/in-sentence.ts';

type Props = {
  readonly field: FieldView;
  /** What was searched for: the new record's title to begin with. */
  readonly name: string;
  readonly close: () => void;
  readonly created: (record: RecordJson, title: string) => void;
};

/** A dialog with the form of a new record for the field that refers to it. */
export function CreateInPlace({ field, name, close, created }: Props) {
  const { nested } = useFormParts();
  const entity = field.target?.entity ?? '';
  const view = useQuery(entityViewQuery('form', entity, null)).data;
  const title = view?.sections
    .flatMap((section) => section.fields)
    .find((each) => each.path === view.entity.title_field);
  const finish = (record: RecordJson): void => {
    close();
    created(record, title === undefined ? name : plainValue(title, record[title.path]) || name);
  };
  return (
    <Modal
      opened
      onClose={close}
      closeOnEscape={false}
      closeOnClickOutside={false}
      withCloseButton={false}
      size="lg"
      title={`New ${field.target === undefined ? 'record' : inSentence(field.target.title)}`}
    >
      {view !== undefined &&
        createElement(nested, {
          tool: null,
          entity,
          mode: 'create',
          variant: 'dialog',
          initial: name === '' || title === undefined ? {} : { [title.path]: name },
          onSaved: finish,
          onCancel: close,
        })}
    </Modal>
  );
}
