import { Ajv } from 'ajv';

const ACCESS: Readonly<Record<string, readonly string[]>> = {
  sales: ['read', 'create', 'update', 'delete'],
  warehouse: ['read'],
  finance: ['read'],
};

/** The access look-up of both hand-written contenders. */
export function mayDo(roles: readonly string[], operation: string): boolean {
  return roles.some((role) => ACCESS[role]?.includes(operation) === true);
}

type UpdateBody = { status: string; note: string };
type CreateBody = {
  reference: string;
  customer: string;
  ordered_on: string;
  total: string;
  ship_city: string;
};

const ajv = new Ajv();
const money = { type: 'string', pattern: '^\\d+(\\.\\d{1,2})?$', maxLength: 25 } as const;

export const validateUpdate = ajv.compile<UpdateBody>({
  type: 'object',
  additionalProperties: false,
  required: ['status', 'note'],
  properties: {
    status: { enum: ['open', 'packed', 'shipped', 'cancelled'] },
    note: { type: 'string', maxLength: 2000 },
  },
});

export const validateCreate = ajv.compile<CreateBody>({
  type: 'object',
  additionalProperties: false,
  required: ['reference', 'customer', 'ordered_on', 'total', 'ship_city'],
  properties: {
    reference: { type: 'string', maxLength: 20 },
    customer: { type: 'string', maxLength: 36 },
    ordered_on: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    total: money,
    ship_city: { type: 'string', maxLength: 60 },
  },
});
