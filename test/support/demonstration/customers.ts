import { day, dayText, FIRST_DAY, TODAY } from './calendar.ts';
import type { Row } from './csv.ts';
import { EMPLOYEES } from './house.ts';
import { NAMING } from './naming.ts';
import type { Naming } from './naming.ts';
import { CITIES, COUNTRY_SHARES } from './places.ts';
import type { City } from './places.ts';
import type { Random } from './random.ts';

export type Customer = {
  readonly row: Row;
  readonly contacts: readonly Row[];
  /** How often it orders, against the others. */
  readonly weight: number;
  readonly first: number;
  readonly last: number;
  readonly discount: string;
  readonly catering: boolean;
};

const COUNT = 304;
const VAT_LETTERS: Readonly<Record<string, string>> = {
  'United Kingdom': 'GB#########',
  Ireland: 'IE#######@',
  Germany: 'DE#########',
  France: 'FR###########',
  Netherlands: 'NL#########B##',
  Belgium: 'BE0#########',
  Denmark: 'DK########',
  Sweden: 'SE##########01',
  Austria: 'ATU########',
  Italy: 'IT###########',
  Spain: 'ESB########',
};
const GOOD_TO_KNOW = [
  'Ring the side bell; the front is for guests.',
  'Narrow lane. **Nothing longer than a Luton van.**',
  'Counts everything. So should you.',
  'Closed for two weeks in August, and on the first Monday of the month.',
  'Wants *short dates* for the staff kitchen, at a price.',
  'Cold store is up one flight of stairs. Boxes under 15 kg, please.',
  'Pays early and expects to be thanked.',
  'Leave with the bakery next door when nobody answers.',
  'Asks for the maker’s story with every new cheese.\n\nSend the page from the price list along.',
  'Parking wardens from eight. Deliver before.',
];
const LABELS = [
  'cheese counter',
  'narrow lane',
  'hamper maker',
  'early bird',
  'tail lift',
  'pallet',
  'wine licence',
  'samples please',
];
const KITCHEN_JOBS = ['Head chef', 'Owner', 'Buyer', 'Sous-chef', 'Food and beverage manager', 'Bookkeeper'];
const SHOP_JOBS = ['Owner', 'Shop manager', 'Buyer', 'Counter manager', 'Goods-in', 'Bookkeeper'];

export function makeCustomers(random: Random): readonly Customer[] {
  const names = new Set<string>();
  const codes = new Set<string>();
  const customers: Customer[] = [];
  while (customers.length < COUNT) {
    const country = random.weighted(COUNTRY_SHARES);
    const city = random.pick(CITIES.filter((place) => place.country === country));
    const naming = NAMING[country];
    if (naming === undefined) throw new Error(`No names for ${country}.`);
    const [kind, pattern] = random.pick(naming.companies);
    const name = pattern.replace('%', random.pick(naming.last)).replace('~', city.name);
    if (names.has(name)) continue;
    names.add(name);
    const code = uniqueCode(name, codes);
    customers.push(makeCustomer(random, { code, name, kind, city, naming }));
  }
  return customers;
}

type Start = { code: string; name: string; kind: string; city: City; naming: Naming };

function makeCustomer(random: Random, start: Start): Customer {
  const { code, name, kind, city, naming } = start;
  const status = random.weighted([
    ['active', 89],
    ['prospect', 4],
    ['on_stop', 3],
    ['closed', 4],
  ] as const);
  const weight = Math.ceil(60 / (1 + random.whole(0, 40)));
  const since = random.chance(0.7)
    ? random.whole(day('2006-01-02'), FIRST_DAY)
    : random.whole(FIRST_DAY, TODAY - 30);
  const catering = kind === 'restaurant' || kind === 'hotel' || kind === 'caterer';
  const discount =
    weight > 12 ? random.pick(['0.1', '0.125', '0.15']) : random.pick(['', '', '0.025', '0.05', '0.075']);
  const host = `${slug(name)}.example`;
  const row: Row = {
    key: code,
    code,
    name,
    status,
    kind,
    segments: segmentsOf(random, kind, weight, since).join('|'),
    account_manager:
      EMPLOYEES.find((person) => person['territories']?.split('|').includes(city.territory))?.['key'] ?? '',
    territory: city.territory,
    address: streetAddress(random, naming, city.country),
    city: city.name,
    county: city.county,
    postal_code: fill(random, city.postcode),
    country: city.country,
    us_state: city.country === 'United States' ? city.county.toLowerCase() : '',
    phone: fill(random, naming.phone),
    website: random.chance(0.7) ? `https://www.${host}` : '',
    billing_email: random.chance(0.85)
      ? `${random.pick(['accounts', 'invoices', 'office', 'hello'])}@${host}`
      : '',
    vat_number: random.chance(0.8) ? fill(random, VAT_LETTERS[city.country] ?? '') : '',
    customer_since: status === 'prospect' ? '' : dayText(since),
    payment_terms:
      status === 'on_stop'
        ? 'prepaid'
        : random.weighted([
            ['net_30', 60],
            ['net_14', 25],
            ['net_60', 5],
            ['prepaid', 10],
          ] as const),
    credit_limit: status === 'prospect' ? '' : `${random.whole(2, 10) * (weight > 12 ? 2500 : 500)}.00`,
    discount,
    delivery_days: random
      .some(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], random.whole(2, 5))
      .join('|'),
    opens_at: random.pick(['06:00', '06:30', '07:00', '08:00']),
    closes_at: random.pick(['11:30', '12:00', '14:00', '16:00']),
    labels: random
      .some(
        LABELS,
        random.weighted([
          [0, 60],
          [1, 30],
          [2, 10],
        ] as const),
      )
      .join('|'),
    note: random.chance(0.18) ? random.pick(GOOD_TO_KNOW) : '',
  };
  const last =
    status === 'prospect' ? since - 1 : status === 'closed' ? random.whole(FIRST_DAY, TODAY - 90) : TODAY;
  return { row, contacts: makeContacts(random, start, host), weight, first: since, last, discount, catering };
}

function makeContacts(random: Random, { code, kind, naming, city }: Start, host: string): readonly Row[] {
  const count = random.weighted([
    [1, 55],
    [2, 33],
    [3, 12],
  ] as const);
  const jobs = ['restaurant', 'hotel', 'caterer'].includes(kind) ? KITCHEN_JOBS : SHOP_JOBS;
  return random.some(naming.first, count).map((first, index) => {
    const last = random.pick(naming.last);
    return {
      key: `${code}-${index + 1}`,
      name: `${first} ${last}`,
      customer: code,
      job_title: random.pick(index === 0 ? jobs.slice(0, 3) : jobs.slice(2)),
      main_contact: index === 0 ? 'true' : '',
      email: random.chance(0.85) ? `${slug(first)}@${host}` : '',
      phone: random.chance(0.4) ? fill(random, naming.phone) : '',
      mobile: city.country === 'United Kingdom' && random.chance(0.6) ? fill(random, '07700 900###') : '',
      language: naming.language,
      prefers: random.weighted([
        ['phone', 45],
        ['email', 45],
        ['visit', 10],
      ] as const),
      gets_price_list: random.chance(0.1) ? 'false' : '',
      note: random.chance(0.05)
        ? random.pick([
            'Never before eleven.',
            'Speaks better English than he admits.',
            'Ask about the choir.',
            'Prefers a call to three mails, and says so.',
          ])
        : '',
    };
  });
}

function segmentsOf(random: Random, kind: string, weight: number, since: number): readonly string[] {
  const segments: string[] = [];
  if (kind === 'delicatessen' || kind === 'grocer') segments.push('counter');
  if (kind === 'restaurant' || kind === 'hotel' || kind === 'caterer') segments.push('kitchen');
  if (kind === 'farm_shop' || (kind === 'delicatessen' && random.chance(0.3))) segments.push('gift');
  if (random.chance(0.12)) segments.push('organic');
  if (weight > 20) segments.push('key');
  if (since > TODAY - 365) segments.push('new');
  return segments;
}

/** Numbers stand before the street in Britain, Ireland, France and America, after it elsewhere. */
function streetAddress(random: Random, naming: Naming, country: string): string {
  const street = random.pick(naming.streets);
  const number = random.chance(0.1) ? `${random.whole(2, 60)}a` : String(random.whole(1, 140));
  const before = ['United Kingdom', 'Ireland', 'France', 'United States'].includes(country);
  return before ? `${number} ${street}` : `${street} ${number}`;
}

/** Letters without accents, as in a host name. */
function slug(text: string): string {
  const plain = text
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('Ø', 'o')
    .replaceAll(/æ/giu, 'ae')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'l');
  return plain
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/gu, '');
}

function uniqueCode(name: string, taken: Set<string>): string {
  const letters = slug(name.replace(/^(?:The|Le|La|De|Hotel|Hôtel|Restaurant) /u, ''))
    .replaceAll(/\d/gu, '')
    .toUpperCase()
    .padEnd(8, 'X');
  for (let at = 4; at < letters.length; at += 1) {
    const code = letters.slice(0, 4) + (letters[at] ?? '');
    if (!taken.has(code)) return taken.add(code) && code;
  }
  for (const letter of 'QZXVWKJYBH') {
    const code = letters.slice(0, 4) + letter;
    if (!taken.has(code)) return taken.add(code) && code;
  }
  throw new Error(`No code left for ${name}.`);
}

function fill(random: Random, pattern: string): string {
  return pattern
    .replaceAll('#', () => String(random.whole(1, 9)))
    .replaceAll('@', () => random.pick('ABDEFGHJLNPQRSTUWXYZ'.split('')))
    .trim();
}
