import type { Row } from './csv.ts';

/** What the house itself has: people, territories, shippers, aisles. Written by hand, so that it reads like a house. */
export const REGIONS: readonly Row[] = [
  { key: 'home', code: 'home', name: 'Home counties and the east' },
  { key: 'north', code: 'north', name: 'The north and Scotland' },
  { key: 'west', code: 'west', name: 'Wales, the west and Ireland' },
  { key: 'continent', code: 'continent', name: 'Continent' },
  { key: 'overseas', code: 'overseas', name: 'Overseas' },
];

const TERRITORY_ROWS = `
GB-EAN; East Anglia; home
GB-LON; London; home
GB-SES; Kent, Surrey and Sussex; home
GB-MID; Midlands; home
GB-NOR; Yorkshire and the north; north
GB-SCO; Scotland; north
GB-SWE; West Country; west
GB-WAL; Wales and the Marches; west
IE; Ireland; west
NL; Netherlands; continent
BE; Belgium and Luxembourg; continent
DE; Germany; continent
FR; France; continent
NORD; Denmark, Sweden and Norway; continent
ALP; Austria and Switzerland; continent
IB; Spain and Portugal; continent
IT; Italy; continent
PL; Poland; continent
US; United States; overseas
`;
export const TERRITORIES: readonly Row[] = cells(TERRITORY_ROWS).map(
  ([code = '', name = '', region = '']) => ({
    key: code.toLowerCase(),
    code,
    name,
    region,
  }),
);

/** States in which our importer is registered. */
const STATE_ROWS = `
Connecticut; CT; east
Illinois; IL; midwest
Maine; ME; east
Massachusetts; MA; east
New Jersey; NJ; east
New York; NY; east
Oregon; OR; west
Pennsylvania; PA; east
Vermont; VT; east
Washington; WA; west
`;
export const US_STATES: readonly Row[] = cells(STATE_ROWS).map(([name = '', code = '', area = '']) => ({
  key: code.toLowerCase(),
  name,
  code,
  area,
}));

export const SEGMENTS: readonly Row[] = [
  {
    key: 'counter',
    code: 'CNTR',
    name: 'Cheese counters',
    about: "Cut to order. They want whole wheels, Thursday deliveries and the maker's story.",
  },
  {
    key: 'kitchen',
    code: 'KTCH',
    name: 'Professional kitchens',
    about: 'Catering sizes, steady quantities, a call before ten.',
  },
  {
    key: 'gift',
    code: 'GIFT',
    name: 'Gift shops and hampers',
    about: 'Silent until September, then everything at once. Jars without dents.',
  },
  { key: 'organic', code: 'ORG', name: 'Organic shops', about: 'Certificates with every delivery.' },
  { key: 'key', code: 'KEY', name: 'Key accounts', about: 'More than £25,000 a year. A lead visits twice.' },
  { key: 'new', code: 'NEW', name: 'First year', about: 'Ring after each of the first three orders.' },
];

const PEOPLE_ROWS = `
aldous; Aldous Rye; Aldous; Rye; Mr; Managing director; ; ; 1984-03-01; permanent; 1959-06-12; Staithe House; Burnham Overy; 01553 960101; 100; 78000; Started with a van, a round of *Yarg* and somebody else's list of restaurants. Still rings the first customer on his birthday.
marguerite; Marguerite Osei; Marguerite; Osei; Ms; Head of sales; aldous; gb-lon|gb-ses; 2009-09-14; permanent; 1978-02-27; 22 Nelson Street; King's Lynn; 01553 960102; 110; 61500; Ran a kitchen in Peckham for eleven years before she crossed to the other side of the invoice.
edie; Edie Larwood; Edie; Larwood; Ms; Sales, east and Midlands; marguerite; gb-ean|gb-mid; 2017-05-02; permanent; 1991-10-03; 3 Saddlebow Road; King's Lynn; 01553 960103; 111; 36800; Knows every farm shop between the Wash and the Thames, and most of their dogs.
tomasz; Tomasz Wilk; Tomasz; Wilk; Mr; Sales, continent; marguerite; de|pl|alp|nord; 2015-01-12; permanent; 1986-04-19; 41 Checker Street; King's Lynn; 01553 960104; 112; 41200; Polish, German, Danish when he must. Collects labels of tins.
sioned; Siôned Pritchard; Siôned; Pritchard; Mrs; Sales, west and Ireland; marguerite; gb-wal|gb-swe|ie; 2019-03-18; part_time; 1984-12-08; 7 Broad Street; Ludlow; 01584 960105; 113; 27400; Tuesdays to Thursdays. Found **Caws Pant-y-Gwyn** behind a closed gate.
fergus; Fergus MacAskill; Fergus; MacAskill; Mr; Sales, north and Scotland; marguerite; gb-nor|gb-sco; 2021-08-30; permanent; 1994-07-22; 18 Constitution Street; Edinburgh; 0131 496 0106; 114; 35900; Works from Leith. Best reached after the fish market.
odile; Odile Ravanel; Odile; Ravanel; Ms; Sales, France, Benelux and the south; marguerite; fr|be|nl|ib|it|us; 2013-11-04; permanent; 1982-01-30; 5 Bridge Street; Ely; 01353 960107; 115; 43700; Judges at two cheese fairs and will not be bribed with Reblochon. Much.
ines; Inês Carvalho; Inês; Carvalho; Ms; Head buyer; aldous; ; 2012-02-20; permanent; 1980-08-15; 60 London Road; Downham Market; 01366 960108; 120; 57300; Signs nothing she has not eaten.
birgit; Birgit Thorsen; Birgit; Thorsen; Mrs; Warehouse and stock; aldous; ; 2010-06-07; permanent; 1973-05-05; 12 Wisbech Road; King's Lynn; 01553 960109; 130; 48900; Has walked to Rome and back inside one building, by her own reckoning.
callum; Callum Reeve; Callum; Reeve; Mr; Warehouse; birgit; ; 2022-10-10; permanent; 1999-11-11; 9 Vancouver Court; King's Lynn; 01553 960110; 131; 27900; Holds the record: 61 orders on the last Friday before Christmas.
nathaniel; Nathaniel Prior; Nathaniel; Prior; Mr; Range editor; ines; ; 2018-04-23; permanent; 1989-03-16; 2 Chapel Lane; Castle Acre; 01760 960111; 121; 38600; Writes the price list and most of the jokes in it.
yasmin; Yasmin Haddad; Yasmin; Haddad; Ms; Finance; aldous; ; 2016-07-11; permanent; 1985-09-24; 27 Extons Road; King's Lynn; 01553 960112; 140; 52400; Chartered in 2011. Answers "is it paid?" faster than the bank.
gwen; Gwen Pryce-Jones; Gwen; Pryce-Jones; Mrs; People; aldous; ; 2020-01-06; part_time; 1968-04-02; 15 Church Walk; Heacham; 01485 960113; 150; 33100; Mondays, Wednesdays and every second Friday.
kit; Kit Bullen; Kit; Bullen; ; Warehouse, autumn; birgit; ; 2026-09-28; seasonal; 2006-01-19; 4 Gaywood Road; King's Lynn; 01553 960114; 132; ; Here until the hampers are gone.
`;
export const EMPLOYEES: readonly Row[] = cells(PEOPLE_ROWS).map((cell) => {
  const [key = '', name = '', first = '', last = '', courtesy = '', job = '', reportsTo = ''] = cell;
  const [territories = '', hired = '', contract = '', born = '', address = '', city = ''] = cell.slice(7);
  const [phone = '', extension = '', salary = '', note = ''] = cell.slice(13);
  const mailbox = `${first}.${last}`
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z.-]/gu, '');
  return {
    key,
    name,
    first_name: first,
    last_name: last,
    courtesy_title: courtesy,
    job_title: job,
    reports_to: reportsTo,
    territories,
    work_email: `${mailbox}@saltmarsh.example`,
    work_phone: `01553 9601${extension.slice(1)}`,
    extension,
    hired_on: hired,
    contract,
    born_on: born,
    address,
    city,
    country: 'United Kingdom',
    home_phone: phone,
    salary: salary === '' ? '' : `${salary}.00`,
    note,
  };
});

export const CATEGORIES: readonly Row[] = [
  { key: 'cheese', name: 'Cheese and dairy', about: 'From people who milk their own.' },
  { key: 'fish', name: 'Smoked and tinned fish', about: 'Cold smoke, hot smoke, salt and oil.' },
  { key: 'meat', name: 'Charcuterie', about: 'Salt and time. Very little else.' },
  { key: 'oil', name: 'Oils and vinegars', about: 'Every oil with its harvest year.' },
  {
    key: 'pasta',
    name: 'Pasta, grains and pulses',
    about: 'The dry store, and the reason for the forklift.',
  },
  { key: 'bread', name: 'Biscuits and bread', about: 'Things to put cheese on.' },
  { key: 'jam', name: 'Preserves, fruit and honey', about: 'Summer, kept.' },
  { key: 'spice', name: 'Mustards, pickles and spices', about: 'The small jars that make the sandwich.' },
  { key: 'sweet', name: 'Chocolate and sweets', about: 'For the shelf beside the till.' },
  { key: 'drink', name: 'Drinks', about: 'Coffee in the morning, cider at noon, ale after five.' },
].map((row, index) => ({ ...row, position: String(index + 1) }));

const SHIPPER_ROWS = `
own; Our own vans; 01553 960150; ; 16:30; P1D; monday|tuesday|wednesday|thursday|friday; ambient|chilled; 0
wherry; Wherry Chilled Haulage; 01603 960151; https://wherrychilled.example; 15:30; P1D; monday|tuesday|wednesday|thursday|friday|saturday; ambient|chilled|frozen; 0.065
northsea; North Sea Groupage; 01473 960152; https://northseagroupage.example; 12:00; P3D; tuesday|thursday; ambient|chilled|frozen; 0.092
postbag; Postbag Parcels; 0345 496 0153; https://postbagparcels.example; 17:15; PT36H; monday|tuesday|wednesday|thursday|friday; ambient; 0.04
alpina; Alpina Kühltransport; +49 89 555 0154; https://alpina-kuehl.example; 10:30; P4D; wednesday; chilled|frozen; 0.11
meridian; Meridian Air Cargo; 0330 496 0155; https://meridianaircargo.example; 09:00; P6D; monday|thursday; ambient|chilled; 0.185
`;
export const SHIPPERS: readonly Row[] = cells(SHIPPER_ROWS).map((cell) => {
  const [key = '', name = '', phone = '', website = '', cutOff = '', transit = '', days = '', carries = ''] =
    cell;
  const fuel = cell[8] ?? '';
  return {
    key,
    name,
    phone,
    website,
    cut_off: cutOff,
    transit_time: transit,
    collects_on: days,
    carries,
    fuel_surcharge: fuel,
  };
});

/** Rows of a table written as lines with `;` between the cells. */
export function cells(table: string): readonly (readonly string[])[] {
  return table
    .trim()
    .split('\n')
    .map((line) => line.split(';').map((cell) => cell.trim()));
}
