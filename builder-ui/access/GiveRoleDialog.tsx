import type { PersonAccessJson, RolesJson } from '../../runtime/wire/access.ts';
import type { FieldView } from '../../runtime/wire/view.ts';
import { giveRole, useAccessChanged } from '../api/access.ts';
import { showToast } from '../shell/toasts.ts';
import { DialogFields } from './DialogFields.tsx';
import { FormDialog } from './FormDialog.tsx';
import { plain } from './plain-words.ts';
import { choiceField, instantField, textField } from './plain-fields.ts';
import { givenValues } from './given-values.ts';
import { useDialogForm } from './use-dialog-form.ts';
import classes from './access.module.css';

const LONGEST_REASON = 500;
const FROM = instantField({ path: 'from', label: 'From' }, { help: 'Empty: at once.' });
const UNTIL = instantField(
  { path: 'until', label: 'Until' },
  { help: 'Empty: until somebody takes it away.' },
);
const REASON = textField(
  { path: 'reason', label: 'Why' },
  { max_length: LONGEST_REASON, help: 'Kept with the role, for whoever reviews it.' },
);

type Props = {
  readonly person: PersonAccessJson;
  readonly roles: RolesJson;
  readonly onClose: () => void;
};

/** Gives a role: which, for what part, from when until when, and why. Offers only what the viewer may give. */
export function GiveRoleDialog({ person, roles, onClose }: Props) {
  const changed = useAccessChanged();
  const role = roleField(roles);
  const scope = roles.attributes.map((field) => ({ ...field, path: `scope.${field.path}`, required: false }));
  const form = useDialogForm({
    fields: [role, ...scope, FROM, UNTIL, REASON],
    start: {},
    send: async (values) => {
      const given = await giveRole({
        person: person.id,
        role: String(values['role']),
        scope: givenValues(values, 'scope.'),
        from: values['from'] ?? null,
        until: values['until'] ?? null,
        reason: values['reason'] ?? null,
      });
      await changed();
      onClose();
      showToast({ message: `${person.name} holds ${given.role.title}.` });
    },
  });
  return (
    <FormDialog
      title={`Give ${person.name} a role`}
      form={form}
      fields={[REASON]}
      action="Give"
      onClose={onClose}
    >
      <DialogFields fields={[role]} form={form} />
      <About roles={roles} chosen={form.values['role']} />
      {scope.length === 0 ? null : (
        <fieldset className={classes.group}>
          <legend>Only for a part</legend>
          <p className={classes.reason}>
            Whatever is filled in replaces the person’s own attributes for this role. Empty: the person’s own.
          </p>
          <DialogFields fields={scope} form={form} />
        </fieldset>
      )}
      <div className={classes.pair}>
        <DialogFields fields={[FROM, UNTIL]} form={form} />
      </div>
    </FormDialog>
  );
}

function roleField(roles: RolesJson): FieldView {
  const mine = roles.data.filter((role) => role.may_give.allowed);
  const options = mine.map(({ name, title }) => ({ name, label: title, color: null }));
  return choiceField({ path: 'role', label: 'Role' }, options, { required: true });
}

function About({ roles, chosen }: { readonly roles: RolesJson; readonly chosen: unknown }) {
  const role = roles.data.find(({ name }) => name === chosen);
  if (role !== undefined) return role.about === '' ? null : <p className={classes.reason}>{role.about}</p>;
  const others = roles.data.filter((each) => !each.may_give.allowed);
  if (others.length === 0) return null;
  return (
    <details className={classes.reason}>
      <summary>Roles that you may not give</summary>
      <ul>
        {others.map((each) => (
          <li key={each.name}>
            {each.title}: {plain(each.may_give.reason)}
          </li>
        ))}
      </ul>
    </details>
  );
}
