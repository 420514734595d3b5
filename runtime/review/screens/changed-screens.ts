import type { Model } from '../../model/model.ts';
import type { Span } from '../../diagnostics/diagnostic.ts';
import { viewEntity, viewScreen } from '../../view/screen-view.ts';
import { createScope, type ViewScope } from '../../view/scope.ts';
import type { ScreenView } from '../../wire/view.ts';
import { alignRows } from './align-rows.ts';
import { createIdentity, type Identity } from './identity.ts';
import type { RowPair } from './mock-row.ts';
import { screenRows } from './screen-rows.ts';
import { touchedEntities, withoutPlaces } from './touched-entities.ts';

type Kind = ScreenView['kind'];

/** A screen that is not the same in two models, as it is for people of some roles. */
export type ChangedScreen = {
  /** `Order desk: Orders`; of a generated one the entity. */
  readonly title: string;
  readonly kind: Kind;
  readonly state: 'new' | 'gone' | 'changed';
  readonly generated: boolean;
  /** In the head, else in the base. */
  readonly span: Span;
  readonly spanOf: 'head' | 'base';
  /** The sight of whoever sees most comes first. */
  readonly sights: readonly Sight[];
  /** Titles of roles for which it is as it was, although they see it. */
  readonly unchangedFor: readonly string[];
};

/** One way in which it changes, and the titles of the roles that meet it so. */
export type Sight = {
  readonly roles: readonly string[];
  readonly pairs: readonly RowPair[];
  /** Whether the roles saw it before, and see it now. */
  readonly before: boolean;
  readonly after: boolean;
};

/** A screen of either model: one that an author laid out, or one that Jig makes where no tool has any of its kind. */
type Candidate = {
  readonly kind: Kind;
  readonly title: string;
  readonly generated: boolean;
  readonly span: Span;
  readonly spanOf: 'head' | 'base';
  readonly touched: boolean;
  readonly view: (side: Side) => ScreenView | null;
  readonly inBase: boolean;
  readonly inHead: boolean;
};

type Side = { readonly scope: ViewScope; readonly is: 'base' | 'head' };
type Seen = {
  readonly role: string;
  readonly pairs: readonly RowPair[];
  readonly before: boolean;
  readonly after: boolean;
};

/** Every screen whose form, list or record view differs for somebody, in the order of the definitions. */
export function changedScreens(base: Model | null, head: Model): readonly ChangedScreen[] {
  const identity = createIdentity(base, head);
  const roles = [...new Set([...Object.keys(base?.roles ?? {}), ...Object.keys(head.roles)])];
  const sides = roles.map((role) => ({
    role: head.roles[role]?.title ?? base?.roles[role]?.title ?? role,
    base: base === null || !Object.hasOwn(base.roles, role) ? null : sideOf(base, role, 'base'),
    head: Object.hasOwn(head.roles, role) ? sideOf(head, role, 'head') : null,
  }));
  return candidates(base, head, identity)
    .filter(({ touched }) => touched)
    .flatMap((candidate) => {
      const seen = sides.map((side): Seen => {
        const before = rowsOf(candidate, side.base, identity);
        const after = rowsOf(candidate, side.head, identity);
        const pairs = alignRows(before ?? [], after ?? []);
        return { role: side.role, pairs, before: before !== null, after: after !== null };
      });
      const screen = describe(candidate, seen);
      return screen === null ? [] : [screen];
    });
}

function sideOf(model: Model, role: string, is: Side['is']): Side {
  const actor = {
    kind: 'person',
    id: '',
    name: '',
    roles: [role],
    holdings: [{ role, scope: null }],
    attributes: {},
  } as const;
  // The page says nothing that depends on the moment, and asks for no validators.
  return { scope: createScope({ model, actor, now: new Date(0), identify: () => '' }), is };
}

function rowsOf(
  { view }: Candidate,
  side: Side | null,
  identity: Identity,
): ReturnType<typeof screenRows> | null {
  const found = side === null ? null : view(side);
  if (side === null || found === null) return null;
  return screenRows(side.scope, found, side.is === 'head' ? identity.path : (_entity, path) => path);
}

function describe(candidate: Candidate, seen: readonly Seen[]): ChangedScreen | null {
  const changed = seen.filter(
    ({ before, after, pairs }) => before !== after || pairs.some(({ mark }) => mark !== 'same'),
  );
  if (changed.length === 0) return null;
  const groups = [...Map.groupBy(changed, changeKey).values()].map((group): Sight & { sees: number } => {
    const widest = group.toSorted((a, b) => b.pairs.length - a.pairs.length)[0];
    return {
      roles: group.map(({ role }) => role),
      pairs: widest?.pairs ?? [],
      before: widest?.before ?? false,
      after: widest?.after ?? false,
      sees: widest?.pairs.length ?? 0,
    };
  });
  const { kind, title, generated, span, spanOf, inBase, inHead } = candidate;
  return {
    kind,
    title,
    generated,
    span,
    spanOf,
    state: inBase && inHead ? 'changed' : inHead ? 'new' : 'gone',
    sights: groups.toSorted((a, b) => b.sees - a.sees).map(({ sees: _most, ...sight }) => sight),
    unchangedFor: seen
      .filter((each) => each.before && each.after && !changed.includes(each))
      .map(({ role }) => role),
  };
}

/** The same for roles that meet the same change, whatever else they see of the screen. */
function changeKey({ before, after, pairs }: Seen): string {
  const facts = before !== after ? pairs : pairs.filter(({ mark }) => mark !== 'same');
  return JSON.stringify([
    before,
    after,
    facts.map(({ before: was, after: is, mark, notes }) => [was?.key, is?.key, mark, notes]),
  ]);
}

function candidates(base: Model | null, head: Model, identity: Identity): readonly Candidate[] {
  const touched = touchedEntities(base, head, identity);
  return [...authored(base, head, touched), ...generatedOnes(base, head, identity, touched)];
}

function authored(base: Model | null, head: Model, touched: ReadonlySet<string>): Candidate[] {
  const screens = [head, ...(base === null ? [] : [base])].flatMap((model) =>
    Object.values(model.tools).flatMap((tool) =>
      Object.values(tool.screens).map((screen) => ({ tool, screen, model })),
    ),
  );
  const unique = Map.groupBy(screens, ({ tool, screen }) => `${tool.name} ${screen.name}`);
  return [...unique.values()].flatMap((both) => {
    const [first] = both;
    if (first === undefined) return [];
    const { tool, screen, model } = first;
    const other = both[1];
    return [
      {
        kind: screen.kind,
        title: `${tool.title}: ${screen.title}`,
        generated: false,
        span: screen.span,
        spanOf: model === head ? 'head' : 'base',
        touched:
          touched.has(screen.entity) ||
          other === undefined ||
          withoutPlaces([tool.roles, screen]) !== withoutPlaces([other.tool.roles, other.screen]),
        view: ({ scope }) => viewScreen(scope, tool.name, screen.name),
        inBase: model !== head || other !== undefined,
        inHead: model === head,
      } satisfies Candidate,
    ];
  });
}

const KINDS: readonly Kind[] = ['table', 'form', 'detail'];

function generatedOnes(
  base: Model | null,
  head: Model,
  identity: Identity,
  touched: ReadonlySet<string>,
): Candidate[] {
  const own = new Set(
    Object.values(head.tools).flatMap((tool) =>
      Object.values(tool.screens).map(({ kind, entity }) => `${kind} ${entity}`),
    ),
  );
  const kept = Object.values(head.entities).map((entity) => ({
    entity,
    was: identity.entity(entity.name),
    inHead: true,
  }));
  const former = new Set(kept.map(({ was }) => was));
  const gone = Object.values(base?.entities ?? {})
    .filter(({ name }) => !former.has(name))
    .map((entity) => ({ entity, was: entity.name, inHead: false }));
  return [...kept, ...gone].flatMap(({ entity, was, inHead }) =>
    // Lines are met on the screens of what they belong to.
    entity.partOf !== null
      ? []
      : KINDS.filter((kind) => !own.has(`${kind} ${entity.name}`)).map((kind): Candidate => ({
          kind,
          title: kind === 'table' ? entity.plural : entity.title,
          generated: true,
          span: entity.span,
          spanOf: inHead ? 'head' : 'base',
          touched: touched.has(entity.name),
          view: ({ scope, is }) => viewEntity(scope, is === 'head' ? entity.name : was, kind, null),
          inBase: base !== null && Object.hasOwn(base.entities, was),
          inHead,
        })),
  );
}
