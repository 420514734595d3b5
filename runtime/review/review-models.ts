import type { Model } from '../model/model.ts';

/** Both sides of a plan as models; base is null where there was nothing. */
export type ReviewModels = { readonly base: Model | null; readonly head: Model };
