import { makePlan } from '../plan/make-plan.ts';
import { earlierRelease } from '../releases/earlier-release.ts';
import { planHead, PLAN_BUDGET_MS } from '../releases/publish.ts';
import { readArguments } from './arguments.ts';
import { UsageProblem, type Command } from './command.ts';
import { openBundle, openHead } from './open-head.ts';
import { approveForOwner } from './operator-approval.ts';
import { readNumber } from './rollback.ts';
import { withDatabase } from './with-database.ts';

/** `jig approve`: writes down that an owner says yes to what waits for them. */
export const approve: Command = {
  name: 'approve',
  summary: 'write down the yes of an owner to findings of a plan',
  usage: `Usage: jig approve [folder | --bundle <file> | --rollback <number>] --owner <name> --for <person> --reason <text>

Makes the plan of the definitions against the database, shows every finding that waits for the owner, with the person and record that
show it, and writes down that the person approves. It counts for 30 days and for one release.

  --owner     an owner of the workspace, such as payments
  --for       who says yes: key, e-mail address or name of somebody with a role under the owner's \`approvers\`
  --reason    why
  --bundle    a file of \`jig releases <number> --bundle\` instead of a folder
  --rollback  the plan of going back to that release

Exit code: 0 approved, 1 the definitions have mistakes, 2 could not run, 3 refused.`,
  run: (args, io) => {
    const { folder, values } = readArguments(args, {
      owner: 'string',
      for: 'string',
      reason: 'string',
      bundle: 'string',
      rollback: 'string',
    });
    const { owner, for: person, reason, bundle, rollback } = values;
    if (owner === undefined || person === undefined || reason === undefined || reason.trim() === '')
      throw new UsageProblem('Say for which `--owner`, `--for` whom, and the `--reason`');
    const rolledBackTo = rollback === undefined ? null : readNumber(rollback);
    return withDatabase(io, async (context) => {
      const { database, actor, now } = context;
      const opened =
        rolledBackTo !== null
          ? await earlierRelease(database.pool, rolledBackTo)
          : bundle === undefined
            ? await openHead(folder, io)
            : await openBundle(bundle, io);
      if (typeof opened === 'number') return opened;
      const plan = await makePlan({
        database,
        head: planHead({ ...opened, rolledBackTo }),
        against: { is: 'database' },
        budgetMs: PLAN_BUDGET_MS,
        reader: actor,
        today: now().toISOString().slice(0, 10),
        rollback: rolledBackTo !== null,
      });
      await approveForOwner(context, plan, { owner, person }, reason.trim(), io);
      return 0;
    });
  },
};
