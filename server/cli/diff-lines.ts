/**
 * Lines that are gone (`- …`) and new (`+ …`) between two texts whose lines say everything by themselves: the order of what
 * stayed says nothing, so it is not compared. New lines stand where the second text has them, gone ones in front.
 */
export function diffLines(before: string, after: string): readonly string[] {
  const [old, fresh] = [countLines(before), countLines(after)];
  const gone = surplus(before, fresh).map((line) => `- ${line}`);
  const come = surplus(after, old).map((line) => `+ ${line}`);
  return [...gone, ...come];
}

/** Lines of a text beyond those that the other one has as well, as often as they are more. */
function surplus(text: string, other: ReadonlyMap<string, number>): readonly string[] {
  const left = new Map(other);
  return linesOf(text).filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

function countLines(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of linesOf(text)) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
