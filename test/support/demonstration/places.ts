import { cells } from './house.ts';

export type City = {
  readonly country: string;
  readonly name: string;
  readonly county: string;
  /** `#` stands for a digit, `@` for a capital letter. */
  readonly postcode: string;
  readonly territory: string;
};

/** country | town; county; postcode; territory */
const CITIES_BY_COUNTRY: Readonly<Record<string, string>> = {
  'United Kingdom': `
Norwich; Norfolk; NR# #@@; gb-ean
King's Lynn; Norfolk; PE30 #@@; gb-ean
Holt; Norfolk; NR25 #@@; gb-ean
Cambridge; Cambridgeshire; CB# #@@; gb-ean
Bury St Edmunds; Suffolk; IP33 #@@; gb-ean
Aldeburgh; Suffolk; IP15 #@@; gb-ean
Colchester; Essex; CO# #@@; gb-ean
London; Greater London; SE1# #@@; gb-lon
London; Greater London; E# #@@; gb-lon
London; Greater London; N1 #@@; gb-lon
London; Greater London; SW4 #@@; gb-lon
Canterbury; Kent; CT1 #@@; gb-ses
Lewes; East Sussex; BN7 #@@; gb-ses
Guildford; Surrey; GU1 #@@; gb-ses
Birmingham; West Midlands; B1# #@@; gb-mid
Leicester; Leicestershire; LE2 #@@; gb-mid
Melton Mowbray; Leicestershire; LE13 #@@; gb-mid
Lincoln; Lincolnshire; LN# #@@; gb-mid
York; North Yorkshire; YO1 #@@; gb-nor
Leeds; West Yorkshire; LS# #@@; gb-nor
Whitby; North Yorkshire; YO21 #@@; gb-nor
Newcastle upon Tyne; Tyne and Wear; NE# #@@; gb-nor
Kendal; Cumbria; LA9 #@@; gb-nor
Manchester; Greater Manchester; M# #@@; gb-nor
Edinburgh; Midlothian; EH6 #@@; gb-sco
Glasgow; Lanarkshire; G1# #@@; gb-sco
St Andrews; Fife; KY16 #@@; gb-sco
Inverness; Highland; IV# #@@; gb-sco
Bristol; Avon; BS# #@@; gb-swe
Bath; Somerset; BA1 #@@; gb-swe
Totnes; Devon; TQ9 #@@; gb-swe
Truro; Cornwall; TR1 #@@; gb-swe
Ludlow; Shropshire; SY8 #@@; gb-wal
Cardiff; South Glamorgan; CF1# #@@; gb-wal
Aberystwyth; Ceredigion; SY23 #@@; gb-wal
`,
  Ireland: `
Dublin; County Dublin; D0# @@##; ie
Cork; County Cork; T12 @@##; ie
Kinsale; County Cork; P17 @@##; ie
Galway; County Galway; H91 @@##; ie
Dingle; County Kerry; V92 @@##; ie
`,
  Netherlands: `
Amsterdam; Noord-Holland; 101# @@; nl
Utrecht; Utrecht; 351# @@; nl
Den Haag; Zuid-Holland; 251# @@; nl
Groningen; Groningen; 971# @@; nl
's-Hertogenbosch; Noord-Brabant; 521# @@; nl
`,
  Belgium: `
Gent; Oost-Vlaanderen; 9000; be
Antwerpen; Antwerpen; 2000; be
Liège; Liège; 4000; be
Bruxelles; Bruxelles; 10#0; be
`,
  Germany: `
Berlin; Berlin; 10### ; de
Hamburg; Hamburg; 203## ; de
München; Bayern; 803## ; de
Köln; Nordrhein-Westfalen; 506## ; de
Münster; Nordrhein-Westfalen; 481## ; de
Würzburg; Bayern; 970## ; de
Görlitz; Sachsen; 028## ; de
`,
  France: `
Paris; Île-de-France; 750## ; fr
Lyon; Rhône; 6900# ; fr
Nîmes; Gard; 30000; fr
Besançon; Doubs; 25000; fr
Saint-Malo; Ille-et-Vilaine; 35400; fr
Orléans; Loiret; 45000; fr
`,
  Denmark: `
København; Hovedstaden; 1### ; nord
Aarhus; Midtjylland; 8000; nord
Helsingør; Hovedstaden; 3000; nord
Ærøskøbing; Syddanmark; 5970; nord
`,
  Sweden: `
Stockholm; Stockholm; 11# ## ; nord
Göteborg; Västra Götaland; 41# ## ; nord
Malmö; Skåne; 21# ## ; nord
Åre; Jämtland; 837 ## ; nord
`,
  Norway: `
Oslo; Oslo; 01## ; nord
Tromsø; Troms; 9008; nord
`,
  Austria: `
Wien; Wien; 10#0; alp
Graz; Steiermark; 8010; alp
Kitzbühel; Tirol; 6370; alp
`,
  Switzerland: `
Zürich; Zürich; 80## ; alp
Genève; Genève; 120#; alp
`,
  Spain: `
San Sebastián; Gipuzkoa; 2000#; ib
Logroño; La Rioja; 2600#; ib
Cádiz; Cádiz; 1100#; ib
`,
  Portugal: `
Lisboa; Lisboa; 1200-###; ib
Évora; Évora; 7000-###; ib
`,
  Italy: `
Torino; Piemonte; 101## ; it
Bologna; Emilia-Romagna; 401## ; it
Forlì; Emilia-Romagna; 47121; it
`,
  Poland: `
Kraków; Małopolskie; 31-###; pl
Łódź; Łódzkie; 90-###; pl
Gdańsk; Pomorskie; 80-###; pl
`,
  'United States': `
Portland; ME; 041## ; us
Brooklyn; NY; 112## ; us
Boston; MA; 021## ; us
Seattle; WA; 981## ; us
Burlington; VT; 054## ; us
`,
};

export const CITIES: readonly City[] = Object.entries(CITIES_BY_COUNTRY).flatMap(([country, table]) =>
  cells(table).map(([name = '', county = '', postcode = '', territory = '']) => ({
    country,
    name,
    county,
    postcode,
    territory,
  })),
);

/** Share of the customers, in per cent. */
export const COUNTRY_SHARES: readonly (readonly [string, number])[] = [
  ['United Kingdom', 46],
  ['Germany', 9],
  ['France', 8],
  ['Ireland', 7],
  ['Netherlands', 7],
  ['Belgium', 5],
  ['Denmark', 3.5],
  ['Sweden', 3.5],
  ['Italy', 2.5],
  ['Spain', 2],
  ['Austria', 2],
  ['Switzerland', 1],
  ['Poland', 1.5],
  ['Norway', 1],
  ['Portugal', 1],
  ['United States', 1.5],
];
