import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { ChevronsUpDown, KeyRound, LogOut } from 'lucide-react';
import type { MeJson } from '../../runtime/wire/view.ts';
import { signOut } from '../api/session.ts';
import { useGo } from '../routes/PlaceLink.tsx';
import { ACCESS_PAGE } from '../routes/workspace-pages.ts';
import { showFailure } from '../shell/toasts.ts';
import { initials } from '../table/cells/link-cells.tsx';
import classes from './session.module.css';

const SCHEMES: readonly (readonly [MantineColorScheme, string])[] = [
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['auto', 'As the system'],
];

/** Who is signed in, with which roles; light or dark; the way out. */
export function MeMenu({ me }: { readonly me: MeJson }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const client = useQueryClient();
  const go = useGo();
  const leave = async (): Promise<void> => {
    try {
      await signOut();
    } catch (error) {
      showFailure('You are still signed in.', error);
      return;
    }
    go({ path: '/' });
    await client.resetQueries();
  };
  const roles = me.roles.map((role) => role.title).join(', ');
  return (
    <Menu position="top-start" width={224}>
      <Menu.Target>
        <button type="button" className={classes.me}>
          <span className={classes.face} aria-hidden>
            {initials(me.actor.name)}
          </span>
          <span className={classes.who}>
            <span className={classes.name}>{me.actor.name}</span>
            <span className={classes.roles}>{roles === '' ? 'No roles' : roles}</span>
          </span>
          <ChevronsUpDown size={13} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Appearance</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
        >
          {SCHEMES.map(([scheme, label]) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<KeyRound size={14} aria-hidden />}
          onClick={() => go({ path: `${ACCESS_PAGE.path}/${me.actor.id}` })}
        >
          Your roles
        </Menu.Item>
        <Menu.Item leftSection={<LogOut size={14} aria-hidden />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
