import { createHash } from 'node:crypto';
import { maySetAttributes } from '../../runtime/policy/workspace-policy.ts';
import { checkAttributes } from '../identity/attribute-check.ts';
import { lockActor } from '../identity/assignment-store.ts';
import { LONGEST_REASON, readBody } from './body-reader.ts';
import type { Client } from './operation.ts';
import { refuseOwn } from './own-access.ts';
import { Refusal } from './refusal.ts';
import { sameVersion } from './same-version.ts';
import type { WorkspaceOperation } from './workspace-operation.ts';

type Input = { readonly person: string; readonly version: string | null; readonly body: unknown };

/**
 * Puts other attributes in the place of a person's. What the workspace does not know (any more) stays as it is, since no
 * rule can read it. Gives their version.
 */
export const setAttributes: WorkspaceOperation<Input, { readonly version: string }> = {
  name: 'set-attributes',
  prepare: ({ context, require }, { person, version, body }) => {
    const { actor, release } = context;
    const known = release.model.workspace.userAttributes;
    require(maySetAttributes(release.model, actor));
    refuseOwn(actor, person);
    const reader = readBody(body, ['attributes', 'reason']);
    const checked = checkAttributes(known, reader.value('attributes'), '/attributes', 'may be empty');
    reader.errors.push(...checked.errors);
    const reason = reader.text('reason', LONGEST_REASON);
    reader.finish();
    return {
      kind: 'write',
      run: async ({ client, audit }) => {
        const found = await lockActor(client, person);
        if (found === null) throw unknownPerson();
        sameVersion(version, attributesVersion(found.attributes), 'The attributes');
        const kept = Object.entries(found.attributes).filter(([name]) => !Object.hasOwn(known, name));
        const after = { ...Object.fromEntries(kept), ...checked.value };
        if (attributesVersion(after) === attributesVersion(found.attributes))
          return { version: version ?? '' };
        await write(client, person, after);
        const of = { id: found.id, name: found.name };
        await audit({
          before: { person: of, attributes: found.attributes },
          after: { person: of, attributes: after },
          reason,
        });
        return { version: attributesVersion(after) };
      },
    };
  },
};

/** The refusal of a person whom nobody knows. */
export function unknownPerson(): Refusal {
  return new Refusal('access/unknown', 'There is no such person.');
}

/** Changes whenever an attribute does. */
export function attributesVersion(attributes: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(attributes).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 16);
}

async function write(
  client: Client,
  person: string,
  attributes: Readonly<Record<string, unknown>>,
): Promise<void> {
  await client.query({
    text: `update jig.actor set attributes = $2::jsonb where id = $1`,
    values: [person, JSON.stringify(attributes)],
  });
}
