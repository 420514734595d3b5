import { isUnread } from '../values/unread.ts';
import type { FormStore, Values } from './form-store.ts';

/**
 * The values that a save speaks of. Of a hidden field only what was filled in before it was hidden is sent; what it started
 * with, or what could not be read, is not.
 */
export function sentValues(store: FormStore): Values {
  const baseline = store.baseline();
  return Object.fromEntries(
    Object.entries(store.values()).flatMap(([name, value]) => {
      if (store.isShown(`/${name}`)) return [[name, value]];
      if (isUnread(value)) return Object.hasOwn(baseline, name) ? [[name, baseline[name]]] : [];
      return store.isDirty(name) ? [[name, value]] : [];
    }),
  );
}
