import type { ScalarNode } from '../definition/node.ts';
import { placeIn } from '../definition/place-in.ts';
import { durationSpelling, isoDurationsIn } from '../model/duration-spelling.ts';
import type { TextEdit } from './text-edit.ts';
import type { UpgradeStep } from './upgrade-step.ts';

/** From language 1 to 2: durations are written as in the rule language. */
export const toLanguage2: UpgradeStep = {
  from: 1,
  changes: [
    'Durations are written as in the rule language, with days besides: `PT1H30M` is `1h30m`, `P2D` is `2d`.',
  ],
  edits: ({ durations }) => durations.flatMap(durationEdits),
};

/** The compiler itself noted the nodes, so that a text that only looks like a duration stays as it is. */
function durationEdits(node: ScalarNode): readonly TextEdit[] {
  const { path, lineStarts } = node.source;
  return isoDurationsIn(node.text).map(({ start, text }) => {
    const place = placeIn(node, start, start + text.length);
    return {
      file: path,
      start: (lineStarts[place.line - 1] ?? 0) + place.column - 1,
      end: (lineStarts[place.endLine - 1] ?? 0) + place.endColumn - 1,
      text: durationSpelling(2).fromIso(text),
    };
  });
}
