import { questionKey, type Answer, type Answers, type Question } from '../../runtime/diff/question.ts';
import { answerBroken } from './answer-broken.ts';
import { answerComputed } from './answer-computed.ts';
import { answerHolders, answerSavedViews } from './answer-people.ts';
import { answerReach } from './answer-reach.ts';
import { answerOptions, answerRecords, answerValues } from './answer-values.ts';
import type { Ask, Budget } from './budget.ts';
import type { Live } from './live.ts';

type Answering<Kind extends Question['ask']> = (
  live: Live,
  ask: Ask,
  question: Extract<Question, { ask: Kind }>,
) => Promise<Answer | null>;

const ANSWERS: { readonly [kind in Question['ask']]: Answering<kind> } = {
  records: answerRecords,
  values: answerValues,
  'breaks-check': answerBroken,
  'breaks-never': answerBroken,
  'in-options': answerOptions,
  computed: answerComputed,
  holders: answerHolders,
  reach: answerReach,
  'saved-views': answerSavedViews,
};

/** Asks the database every question once, each within its share of the time. */
export async function answerQuestions(
  live: Live,
  budget: Budget,
  questions: readonly Question[],
): Promise<Answers> {
  const once = [...new Map(questions.map((question) => [questionKey(question), question]))];
  const answers = new Map<string, Answer | null>();
  for (const [index, [key, question]] of once.entries()) {
    const answering = ANSWERS[question.ask] as Answering<Question['ask']>;
    answers.set(key, await budget.within(once.length - index, (ask) => answering(live, ask, question)));
  }
  return answers;
}
