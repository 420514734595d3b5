import { EyeOff } from 'lucide-react';
import { Tooltip } from '@mantine/core';
import type { MaskedJson } from '../../../runtime/wire/rules.ts';
import classes from './cells.module.css';

/** Whether only a part of the value was sent, or nothing but that there is one. */
export function isMasked(value: unknown): value is MaskedJson {
  return typeof value === 'object' && value !== null && 'masked' in value && typeof value.masked === 'string';
}

type Props = { readonly value: MaskedJson; readonly focusable: boolean };

/** A value of which a person may see only a part. */
export function MaskedValue({ value, focusable }: Props) {
  return (
    <Tooltip label="Your role shows only a part of this value">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the tooltip is for the keyboard as well */}
      <span className={classes.masked} {...(focusable ? { tabIndex: 0 } : {})}>
        <EyeOff size={12} aria-hidden />
        <span className={classes.digits}>{value.masked}</span>
        <span className={classes.hiddenText}>, partly hidden</span>
      </span>
    </Tooltip>
  );
}
