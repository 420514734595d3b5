import { Button } from '@mantine/core';
import { KeyRound } from 'lucide-react';
import { useMe, useNavigation } from '../api/views.ts';
import { useFormats } from '../format/formats.ts';
import { useGo } from '../routes/PlaceLink.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { EmptyPanel } from './EmptyPanel.tsx';

/** A screen that does not exist for this person: says with which roles they came and whom to ask. */
export function NoAccessPage({ tool }: { readonly tool: string | null }) {
  const go = useGo();
  const me = useMe();
  const formats = useFormats();
  const owner = useNavigation().tools.find((each) => each.name === tool)?.owner ?? null;
  usePageTitle('No access');
  const roles = me.roles.map((role) => role.title);
  return (
    <EmptyPanel
      page
      icon={KeyRound}
      title="You cannot open this screen"
      text={
        <>
          It does not exist, or none of your roles may see it. You are signed in as {me.actor.name}{' '}
          {roles.length === 0
            ? 'without any role'
            : `with ${roles.length === 1 ? 'the role' : 'the roles'} ${formats.list(roles)}`}
          . {owner === null ? 'Ask the owner of the tool for access.' : `${owner.title} own this tool.`}
        </>
      }
    >
      <Button variant="default" onClick={() => go({ path: '/' })}>
        To the tools
      </Button>
      {owner === null || !owner.contact.includes('@') ? null : (
        <Button component="a" variant="default" href={`mailto:${owner.contact}`}>
          Ask {owner.contact}
        </Button>
      )}
    </EmptyPanel>
  );
}
