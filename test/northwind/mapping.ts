/** Where the records of one entity come from: a query on the original whose columns are `key` and fields of the entity. */
export type Source = { readonly entity: string; readonly sql: string };

/**
 * The 14 tables of the original as records of the example workspace (see docs/northwind.md). Single-precision numbers are
 * read as Postgres prints them, which is the shortest decimal that means the same number: 9.80000019 is printed 9.8.
 */
export const NORTHWIND: readonly Source[] = [
  {
    entity: 'region',
    sql: `select region_id as key, region_description as name from region order by region_id`,
  },
  {
    entity: 'territory',
    sql: `select territory_id as key, territory_id as code, territory_description as name, region_id as region
            from territories order by territory_id`,
  },
  {
    entity: 'us_state',
    sql: `select state_id as key, state_name as name, state_abbr as code, state_region as area from us_states order by state_id`,
  },
  {
    entity: 'customer_segment',
    sql: `select customer_type_id as key, customer_type_id as code, customer_type_id as name, customer_desc as about
            from customer_demographics order by customer_type_id`,
  },
  {
    entity: 'employee',
    sql: `select employee_id as key, first_name || ' ' || last_name as name, first_name, last_name,
                 title_of_courtesy as courtesy_title, title as job_title, reports_to, birth_date as born_on,
                 hire_date as hired_on, address, city, region as county, postal_code, country, home_phone, extension,
                 notes as note, photo_path as photo_link,
                 (select string_agg(territory_id, '|' order by territory_id) from employee_territories t
                   where t.employee_id = e.employee_id) as territories
            from employees e order by employee_id`,
  },
  {
    entity: 'category',
    sql: `select category_id as key, category_name as name, description as about, category_id as position
            from categories order by category_id`,
  },
  {
    entity: 'supplier',
    sql: `select supplier_id as key, company_name as name, contact_name, contact_title, address, city, region as county,
                 postal_code, country, phone, fax, homepage as web_listing
            from suppliers order by supplier_id`,
  },
  {
    entity: 'shipper',
    sql: `select shipper_id as key, company_name as name, phone from shippers order by shipper_id`,
  },
  {
    entity: 'product',
    sql: `select product_id as key, product_name as name, category_id as category, supplier_id as supplier,
                 quantity_per_unit as pack_size, unit_price as list_price, units_in_stock as in_stock,
                 units_on_order as on_order, reorder_level, case when discontinued = 1 then 'true' else 'false' end as discontinued
            from products order by product_id`,
  },
  {
    entity: 'customer',
    sql: `select customer_id as key, customer_id as code, company_name as name, address, city, region as county,
                 postal_code, country, phone, fax,
                 (select state_id from us_states s where c.country = 'USA' and s.state_abbr = c.region) as us_state,
                 (select string_agg(customer_type_id, '|' order by customer_type_id) from customer_customer_demo d
                   where d.customer_id = c.customer_id) as segments
            from customers c order by customer_id`,
  },
  {
    entity: 'contact',
    sql: `select customer_id as key, contact_name as name, customer_id as customer, contact_title as job_title,
                 'true' as main_contact
            from customers where contact_name is not null order by customer_id`,
  },
  {
    entity: 'order',
    sql: `select order_id as key, customer_id as customer, employee_id as taken_by,
                 case when shipped_date is null then 'picking' else 'shipped' end as status, order_date as ordered_on,
                 required_date as required_on, shipped_date as shipped_on, ship_via as shipper, freight, ship_name,
                 ship_address, ship_city, ship_region as ship_county, ship_postal_code, ship_country
            from orders order by order_id`,
  },
  {
    entity: 'order_line',
    sql: `select order_id as "order", product_id as product, quantity, unit_price, discount from order_details order by ctid`,
  },
];
