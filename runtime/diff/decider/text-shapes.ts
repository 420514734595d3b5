import { countCharacters } from '../../expression/text.ts';
import { TooManyCases } from './formula.ts';
import type { Literal, Named } from './unknown.ts';

type Shape = { readonly value: string; readonly look: string; readonly index: number };
type Test = Literal & { readonly is: 'text' };

/** Most looks of one group of texts. */
const MOST_LOOKS = 1000;
/** Characters that made-up texts are filled with: two that occur in no text that is written. */
const FILLERS = 'x z q w k v j y X Z Q W K V J Y ~ ^ | § ¤ ¶'.split(' ');

/**
 * Texts that are none of the written ones, one for each way in which they can begin, end and hold others. A text that begins
 * with the longest of its beginnings, ends with the longest of its ends, and has what it holds in between, set apart by
 * characters that occur nowhere else, passes exactly the tests of any text with these; so no other has to be tried.
 */
export function textShapes(
  tests: readonly Test[],
  written: ReadonlySet<string>,
  unknowns: readonly Named[],
  before: number,
  doubts: Set<string>,
): readonly Shape[] {
  const of = (test: Test['test']): readonly string[] => [
    ...new Set(tests.filter((one) => one.test === test).map(({ other }) => other)),
  ];
  const [starts, ends, parts] = [['', ...of('startsWith')], ['', ...of('endsWith')], of('contains')];
  if (parts.length > 10 || starts.length * ends.length * 2 ** parts.length > MOST_LOOKS)
    throw new TooManyCases();
  const all = [...written].join('');
  const [filler, padder] = FILLERS.filter((character) => !all.includes(character));
  if (filler === undefined || padder === undefined) throw new TooManyCases();
  const least = Math.max(
    0,
    ...unknowns.filter(({ options }) => options === null).map(({ minLength }) => minLength),
  );
  const most = Math.min(
    ...unknowns.filter(({ options }) => options === null).map(({ maxLength }) => maxLength),
  );
  const shapes: Shape[] = [];
  for (const start of starts)
    for (const end of ends)
      for (let held = 0; held < 2 ** parts.length; held += 1)
        for (let index = 0; index < unknowns.length; index += 1) {
          const middle = parts.filter((_, bit) => ((held >> bit) & 1) === 1);
          const fill = filler.repeat(1 + before + index);
          const inner = middle.map((part) => part + filler).join('');
          const short = countCharacters(start + fill + inner + end);
          const padding = padder.repeat(Math.max(0, least - short));
          if (short + padding.length > most) doubts.add('a text has room for few characters');
          shapes.push({
            value: start + fill + padding + inner + end,
            look: `${start}\n${end}\n${held}`,
            index,
          });
        }
  return shapes;
}
