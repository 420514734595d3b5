import { day, dayText, pounds, TODAY } from './calendar.ts';
import type { Row } from './csv.ts';
import { cells } from './house.ts';
import { SAVOURY } from './products-savoury.ts';
import { SWEET } from './products-sweet.ts';
import type { Random } from './random.ts';
import { SUPPLIERS } from './suppliers.ts';

export type Product = {
  readonly row: Row;
  readonly key: string;
  readonly supplier: string;
  readonly pence: number;
  /** What we pay per pack, in hundredths of a penny. */
  readonly cost: number;
  readonly popularity: number;
  readonly launched: number;
  readonly discontinued: boolean;
};

export function makeSuppliers(): readonly Row[] {
  return cells(SUPPLIERS).map((cell) => {
    const [
      key = '',
      name = '',
      contact = '',
      title = '',
      address = '',
      city = '',
      county = '',
      postcode = '',
    ] = cell;
    const [country = '', phone = '', lead = '', orderBy = '', minimum = '', terms = '', certificates = ''] =
      cell.slice(8);
    const [audited = '', note = ''] = cell.slice(15);
    return {
      key,
      name,
      status: key === 'varvara' ? 'under_review' : 'approved',
      contact_name: contact,
      contact_title: title,
      email: `orders@${key}.example`,
      phone,
      address,
      city,
      county,
      postal_code: postcode,
      country,
      website: `https://www.${key}.example`,
      lead_time: `P${lead}D`,
      order_by: orderBy,
      minimum_order: `${minimum}.00`,
      iban: ibanOf(country, phone),
      payment_terms: terms,
      certificates: certificates.replaceAll(' ', '|'),
      audited_on: audited === '' ? '' : `${audited}-14`,
      account_terms:
        terms === 'net_60'
          ? '{"rebate":[{"from":"10000.00","share":"0.02"},{"from":"25000.00","share":"0.035"}]}'
          : '',
      note,
    };
  });
}

const COUNTRY_CODES: Readonly<Record<string, string>> = {
  'United Kingdom': 'GB',
  Ireland: 'IE',
  Germany: 'DE',
  France: 'FR',
  Italy: 'IT',
  Spain: 'ES',
};

/** An account number of no bank, in the form of one, made from the telephone number; of some countries none is known. */
function ibanOf(country: string, phone: string): string {
  const code = COUNTRY_CODES[country];
  const digits = phone.replaceAll(/\D/gu, '').padStart(14, '0').slice(-14);
  return code === undefined ? '' : `${code}00SALT${digits}`;
}

export function makeProducts(random: Random): readonly Product[] {
  return cells(`${SAVOURY.trim()}\n${SWEET.trim()}`).map((cell, index) => {
    const [
      category = '',
      name = '',
      pack = '',
      price = '',
      supplier = '',
      storage = '',
      shelfDays = '',
      weight = '',
    ] = cell;
    const [suits = '', allergens = '', origin = '', alcohol = '', description = ''] = cell.slice(8);
    const key = `p${index + 1}`;
    const pence = Math.round(Number(price) * 100);
    const margin = random.whole(22, 41);
    const cost = pence * (100 - margin) + random.whole(0, 49);
    const launched = random.chance(0.25)
      ? random.whole(day('2024-09-02'), TODAY - 14)
      : random.whole(day('2011-02-01'), day('2024-04-30'));
    const discontinued = index % 29 === 17;
    const reorder = random.whole(2, 12) * 4;
    const stock = discontinued
      ? random.whole(0, 9)
      : random.chance(0.16)
        ? random.whole(0, reorder)
        : reorder + random.whole(4, 160);
    const row: Row = {
      key,
      name,
      category,
      supplier,
      pack_size: pack,
      barcode: barcode(506_027_410_000 + index * 17),
      list_price: pounds(pence),
      unit_cost: `${pounds(Math.floor(cost / 100))}${String(cost % 100).padStart(2, '0')}`,
      target_margin: `0.${margin}`,
      vat: alcohol !== '' ? 'duty_paid' : category === 'sweet' ? 'standard' : 'zero',
      discontinued: discontinued ? 'true' : '',
      in_stock: String(stock),
      reorder_level: discontinued ? '0' : String(reorder),
      bin: bin(storage, index),
      storage,
      shelf_life: `P${shelfDays}D`,
      weight: Number(weight).toFixed(3),
      alcohol: alcohol === '' ? '' : (Number(alcohol) / 100).toFixed(4).replace(/0+$/u, ''),
      origin,
      suits: suits.replaceAll(' ', '|'),
      allergens: allergens.replaceAll(' ', '|'),
      nutrition: nutritionOf(category, random),
      description,
      specification: `https://www.${supplier}.example/specifications/${key}.pdf`,
      launched_on: dayText(launched),
      labels: launched > TODAY - 120 ? 'new' : name.includes('New oil') ? 'seasonal' : '',
    };
    return {
      row,
      key,
      supplier,
      pence,
      cost,
      popularity: Math.ceil(40 / (1 + random.whole(0, 20))),
      launched,
      discontinued,
    };
  });
}

/** Thirteen digits, the last one the check digit of EAN-13. */
function barcode(twelve: number): string {
  const digits = String(twelve);
  const sum = digits
    .split('')
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function bin(storage: string, index: number): string {
  const aisle =
    storage === 'frozen' ? 'F' : storage === 'chilled' ? 'C' : (['A', 'B', 'D', 'E'][index % 4] ?? 'A');
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${aisle}${two(1 + (index % 18))}-${two(1 + (index % 5))}`;
}

const ENERGY: Readonly<Record<string, readonly [number, number, number]>> = {
  cheese: [1640, 33, 25],
  fish: [870, 13, 21],
  meat: [1510, 29, 24],
  oil: [3390, 91, 0],
  jam: [1080, 0, 1],
  sweet: [2240, 34, 6],
};

/** Energy in kJ, fat and protein in grams, a little different for each product; null for what carries no table. */
function nutritionOf(category: string, random: Random): string {
  const [energy, fat, protein] = ENERGY[category] ?? [0, 0, 0];
  if (energy === 0) return '';
  const near = (value: number): number => Math.round(value * (0.9 + random.whole(0, 20) / 100));
  return JSON.stringify({ energy_kj: near(energy), fat_g: near(fat), protein_g: near(protein) });
}
