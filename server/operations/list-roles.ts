import { attributeField } from '../../runtime/model/attribute-field.ts';
import { mayGive, maySeePeople } from '../../runtime/policy/workspace-policy.ts';
import { viewInput } from '../../runtime/view/field-view.ts';
import { createScope } from '../../runtime/view/scope.ts';
import type { RolesJson } from '../../runtime/wire/access.ts';
import { ability } from '../identity/assignment-view.ts';
import { OWN } from './own-access.ts';
import type { WorkspaceOperation } from './workspace-operation.ts';

/** The roles of the workspace, who gives them, and the attributes that a scope may name. No secret to anybody. */
export const listRoles: WorkspaceOperation<null, RolesJson> = {
  name: 'list-roles',
  prepare: ({ context, now, require }) => {
    const { actor, release } = context;
    const { model } = release;
    require(OWN);
    const scope = createScope({ model, actor, now, identify: () => '' });
    return {
      kind: 'read',
      run: () =>
        Promise.resolve({
          data: Object.values(model.roles).map((role) => ({
            name: role.name,
            title: role.title,
            about: role.about,
            given_by: role.givenBy.map((name) => ({ name, title: model.roles[name]?.title ?? name })),
            may_give: ability(mayGive(model, actor, role)),
          })),
          attributes: Object.values(model.workspace.userAttributes).map((attribute) =>
            viewInput(scope, attributeField(attribute)),
          ),
          may_see_people: ability(maySeePeople(model, actor)),
        }),
    };
  },
};
