import { nearestName } from '../diagnostics/nearest-name.ts';
import type { Report } from '../diagnostics/report.ts';
import { entryOf, excerpt, spanOf, type DocumentNode, type Entry, type MapNode } from '../definition/node.ts';
import { parseFile } from '../definition/parse.ts';
import { checkShape } from '../definition/shape/check-shape.ts';
import type { ShapeCheck } from '../definition/shape/shape-check.ts';
import { KINDS, LANGUAGE, OLDEST_LANGUAGE, type KindName } from '../definition/shape/language.ts';
import { withArticle } from '../definition/shape/shape.ts';
import { isDefinitionFile, type SourceFile } from '../definition/source-file.ts';
import { spanAt } from '../definition/source-text.ts';

/** One document whose kind is known. */
export type Collected = {
  readonly kind: KindName;
  readonly map: MapNode;
  readonly head: Entry;
  readonly broken: boolean;
};

/** In `meant`: some document that was reported may be the workspace. */
export const WORKSPACE = 'workspace';

/** The documents of every definition file, in the order of the paths. */
export function parseFiles(files: readonly SourceFile[], report: Report): readonly DocumentNode[] {
  const inOrder = files
    .filter((file) => isDefinitionFile(file.path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return inOrder.flatMap((file) => {
    const parsed = parseFile(file);
    report.keep(parsed.diagnostics);
    return parsed.documents;
  });
}

/** Version of the language that the workspace names; the newest where it names none that this program reads. */
export function languageOf(documents: readonly DocumentNode[]): number {
  for (const { root } of documents) {
    if (root.kind !== 'map' || entryOf(root, 'workspace') === undefined) continue;
    const value = entryOf(root, 'language')?.value;
    const version = value?.kind === 'scalar' ? Number(value.text) : Number.NaN;
    if (version >= OLDEST_LANGUAGE && version <= LANGUAGE) return version;
  }
  return LANGUAGE;
}

/** Checks each document against the shape of its kind. */
export function collect(
  documents: readonly DocumentNode[],
  report: Report,
  check: ShapeCheck,
): readonly Collected[] {
  const collected: Collected[] = [];
  for (const document of documents.flatMap((one) => splitAtKinds(one, report))) {
    const one = collectDocument(document, report, check);
    if (one === null) continue;
    if (!one.broken) checkShape(check, one.map, KINDS[one.kind], one.head.key);
    collected.push(one);
  }
  return collected;
}

/**
 * The documents that one without `---` between them was meant to be: each begins where a kind stands as a key behind
 * another kind. Reported once, and then each is checked as if the line were there.
 */
function splitAtKinds(document: DocumentNode, report: Report): readonly DocumentNode[] {
  const { root, broken } = document;
  if (root.kind !== 'map' || root.flow || !isKind(root.entries[0]?.key.text ?? '')) return [document];
  const heads = root.entries.filter(({ key }) => isKind(key.text));
  const starts = heads.map((head) => root.entries.indexOf(head));
  return heads.map((head, index) => {
    const before = heads[index - 1];
    if (before !== undefined && !broken) reportNoSeparator(head, before, report);
    return { ...document, root: { ...root, entries: root.entries.slice(starts[index], starts[index + 1]) } };
  });
}

function reportNoSeparator({ key }: Entry, before: Entry, report: Report): void {
  const kind = before.key.text;
  const next = key.text === kind ? `another ${kind}` : withArticle(key.text);
  report.add({
    code: 'key/unknown',
    span: spanOf(key),
    message: `Here begins ${next}, but the ${kind} above has not ended.`,
    hint: 'put a line `---` before it: every document has one kind',
  });
}

function collectDocument(document: DocumentNode, report: Report, check: ShapeCheck): Collected | null {
  const { root, broken } = document;
  if (root.kind === 'empty') return null;
  if (root.kind !== 'map' || root.entries.length === 0) {
    if (!broken && root.kind !== 'broken')
      report.add({
        code: 'document/unknown-kind',
        span: spanAt(root.source, root.start, Math.min(root.end, root.start + 60)),
        message: `A document must be a map that begins with ${kindNames}.`,
        hint: 'begin with a line such as `entity: order`',
      });
    return null;
  }
  const head = root.entries.find((entry) => isKind(entry.key.text));
  const first = root.entries[0];
  if (head !== undefined && isKind(head.key.text)) {
    const kind = head.key.text;
    if (head !== first && !broken) {
      report.add({
        code: 'document/kind-first',
        span: spanOf(head.key),
        message: `A document begins with its kind, and \`${kind}\` is not the first key.`,
        hint: `move \`${kind}: ...\` to the top of the document`,
      });
    }
    return { kind, map: root, head, broken };
  }
  if (broken) check.meant.add(WORKSPACE);
  else if (first !== undefined) reportUnknownKind(first, report, check);
  return null;
}

const kindNames = Object.keys(KINDS)
  .map((kind) => `\`${kind}\``)
  .join(', ')
  .replace(/, (?=[^,]*$)/u, ' or ');

const isKind = (text: string): text is KindName => Object.hasOwn(KINDS, text);

function reportUnknownKind({ key }: Entry, report: Report, check: ShapeCheck): void {
  const near = nearestName(key.text, Object.keys(KINDS));
  if (near === 'workspace') check.meant.add(WORKSPACE);
  report.add({
    code: 'document/unknown-kind',
    span: spanOf(key),
    message: `A document begins with ${kindNames}, and this one begins with \`${excerpt(key.text)}\`.`,
    hint:
      near === null ? 'begin the document with a line such as `entity: order`' : `did you mean \`${near}\`?`,
  });
}
