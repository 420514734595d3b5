import { compareDecimals, parseDecimal } from '../../runtime/model/decimal.ts';
import type { Row } from './door.ts';

/** A table of the original as plain SQL whose columns are named as the fields that must hold the same. */
export type Comparison = {
  readonly table: string;
  readonly entity: string;
  /** Columns that together name a row. */
  readonly key: readonly string[];
  readonly sql: string;
  /** Exact numbers, compared by value: the original prints 9.8 where two digits give 9.80. */
  readonly numbers?: readonly string[];
};

/**
 * Written apart from the mapping that loads, on purpose. `real` is cast to `numeric`, which Postgres does at the six digits
 * that single precision holds; the mapping reads it as printed.
 */
export const COMPARISONS: readonly Comparison[] = [
  {
    table: 'categories',
    entity: 'category',
    key: ['position'],
    sql: 'select category_id as position, category_name as name, description as about from categories',
  },
  { table: 'region', entity: 'region', key: ['name'], sql: 'select region_description as name from region' },
  {
    table: 'territories',
    entity: 'territory',
    key: ['code'],
    sql: `select territory_id as code, territory_description as name, region_description as "region.name"
            from territories join region using (region_id)`,
  },
  {
    table: 'us_states',
    entity: 'us_state',
    key: ['code'],
    sql: 'select state_name as name, state_abbr as code, state_region as area from us_states',
  },
  {
    table: 'shippers',
    entity: 'shipper',
    key: ['name'],
    sql: 'select company_name as name, phone from shippers',
  },
  {
    table: 'suppliers',
    entity: 'supplier',
    key: ['number'],
    sql: `select 'S-' || supplier_id as number, company_name as name, contact_name, contact_title, address, city,
                 region as county, postal_code, country, phone, fax, homepage as web_listing from suppliers`,
  },
  {
    table: 'customer_demographics',
    entity: 'customer_segment',
    key: ['code'],
    sql: 'select customer_type_id as code, customer_desc as about from customer_demographics',
  },
  {
    table: 'customers',
    entity: 'customer',
    key: ['code'],
    sql: `select customer_id as code, company_name as name, address, city, region as county, postal_code, country, phone, fax
            from customers`,
  },
  {
    table: 'customers',
    entity: 'contact',
    key: ['customer.code'],
    sql: `select customer_id as "customer.code", company_name as "customer.name", contact_name as name, contact_title as job_title
            from customers`,
  },
  {
    table: 'employees',
    entity: 'employee',
    key: ['number'],
    sql: `select 'E-' || e.employee_id as number, e.last_name, e.first_name, e.title as job_title,
                 e.title_of_courtesy as courtesy_title, e.birth_date as born_on, e.hire_date as hired_on, e.address, e.city,
                 e.region as county, e.postal_code, e.country, e.home_phone, e.extension, e.notes as note,
                 e.photo_path as photo_link, m.last_name as "reports_to.last_name"
            from employees e left join employees m on m.employee_id = e.reports_to`,
  },
  {
    table: 'products',
    entity: 'product',
    key: ['number'],
    numbers: ['list_price'],
    sql: `select 'P-' || product_id as number, product_name as name, s.company_name as "supplier.name",
                 c.category_name as "category.name", quantity_per_unit as pack_size, unit_price::numeric as list_price,
                 units_in_stock as in_stock, units_on_order as on_order, reorder_level,
                 case discontinued when 0 then 'false' when 1 then 'true' end as discontinued
            from products join suppliers s using (supplier_id) join categories c using (category_id)`,
  },
  {
    table: 'orders',
    entity: 'order',
    key: ['number'],
    numbers: ['freight'],
    sql: `select 'SO-' || order_id as number, customer_id as "customer.code", e.last_name as "taken_by.last_name",
                 order_date as ordered_on, required_date as required_on, shipped_date as shipped_on,
                 s.company_name as "shipper.name", freight::numeric as freight, ship_name, ship_address, ship_city,
                 ship_region as ship_county, ship_postal_code, ship_country
            from orders left join employees e using (employee_id) left join shippers s on s.shipper_id = ship_via`,
  },
  {
    table: 'order_details',
    entity: 'order_line',
    key: ['order.number', 'product.number'],
    numbers: ['unit_price', 'discount'],
    sql: `select 'SO-' || order_id as "order.number", 'P-' || product_id as "product.number", p.product_name as "product.name",
                 d.unit_price::numeric as unit_price, quantity, discount::numeric as discount
            from order_details d join products p using (product_id)`,
  },
];

/** Every difference between the original's rows and the records, as `key field: expected, found`. */
export function differences(
  { key, numbers = [] }: Comparison,
  original: readonly Readonly<Record<string, string | null>>[],
  records: readonly Row[],
): readonly string[] {
  const nameOf = (row: Row): string => key.map((column) => String(row[column])).join(' ');
  const found = new Map(records.map((record) => [nameOf(record), record]));
  const wrong = original.flatMap((row) => {
    const name = nameOf(row);
    const record = found.get(name);
    if (record === undefined) return [`${name}: missing`];
    return Object.entries(row)
      .filter(([field, expected]) => !same(expected, record[field], numbers.includes(field)))
      .map(
        ([field, expected]) =>
          `${name} ${field}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(record[field])}`,
      );
  });
  return found.size === original.length
    ? wrong
    : [...wrong, `${original.length} rows, but ${found.size} records`];
}

function same(expected: string | null, found: unknown, number: boolean): boolean {
  if (expected === null || found === null || found === undefined) return expected === (found ?? null);
  const text = typeof found === 'string' ? found : JSON.stringify(found);
  if (!number) return text === expected;
  const [left, right] = [parseDecimal(expected), parseDecimal(text)];
  return left !== null && right !== null && compareDecimals(left, right) === 0;
}
