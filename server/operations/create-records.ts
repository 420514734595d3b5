import { parseWriteRequest } from '../../runtime/request/write-request.ts';
import { pointerTo } from '../../runtime/validate/pointer.ts';
import type { FieldErrorJson } from '../../runtime/wire/record.ts';
import { explainWrite } from './explain-write.ts';
import { newRecord } from './new-record.ts';
import type { Operation } from './operation.ts';
import { invalidRecord } from './targets.ts';
import { createFreely, createUnderRules, isRuled } from './under-rules.ts';
import { refuseOwnedLine, writeRules } from './write-rules.ts';

const MOST_ERRORS = 200;

/**
 * Creates many records of one entity, with links and owned lines, in one transaction and few statements: all or none.
 * Checks and audits each as `create-record` does; gives their ids in the order of the bodies. For loading by programs:
 * the bodies are not bounded in number, and one target or error is named as `/<index>/<field>`.
 */
export const createRecords: Operation<
  { readonly entity: string; readonly bodies: readonly unknown[] },
  readonly string[]
> = {
  name: 'create-records',
  requires: 'create',
  prepare: (task, { bodies }) => {
    refuseOwnedLine(task);
    const { entity } = task;
    const rules = writeRules(task);
    const errors: FieldErrorJson[] = [];
    const records = bodies.flatMap((body, index) => {
      const pointer = pointerTo('', index);
      const result = parseWriteRequest(rules, entity, 'create', body);
      if (result.ok) return [newRecord(task, entity, result.value, pointer)];
      errors.push(...result.errors.map((error) => ({ ...error, pointer: pointer + error.pointer })));
      return [];
    });
    if (errors.length > 0) throw invalidRecord(errors.slice(0, MOST_ERRORS));
    return {
      kind: 'write',
      single: false,
      run: async (writer) => {
        const create = isRuled(task, entity, records) ? createUnderRules : createFreely;
        await create(task, writer, entity, records);
        return records.map((record) => record.id);
      },
      explain: (error) => explainWrite(task, error),
    };
  },
};
