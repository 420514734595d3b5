/** How people, companies and streets are called in one part of Europe. `%` is a family name, `~` a town. */
export type Naming = {
  readonly language: string;
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly streets: readonly string[];
  /** Kind of business, then the name. */
  readonly companies: readonly (readonly [string, string])[];
  /** Beginning of a telephone number; `#` stands for a digit. */
  readonly phone: string;
};

const words = (text: string): readonly string[] => text.trim().split(/\s*,\s*/u);
const named = (text: string): readonly (readonly [string, string])[] =>
  words(text).map((entry) => {
    const [kind = '', name = ''] = entry.split(': ');
    return [kind, name] as const;
  });

const BRITISH: Naming = {
  language: 'en',
  first: words(
    'Alice, Amara, Angus, Bethan, Bronwen, Charlotte, Daniel, Dilys, Dominic, Eleanor, Elspeth, Euan, Florence, Gareth, Harriet, Hamish, Imogen, Isla, Jasper, Jemima, Kiran, Leonie, Lorna, Magnus, Meera, Nigel, Oluwaseun, Owen, Penelope, Priya, Rhiannon, Rory, Rupert, Sanjay, Tabitha, Tegan, Theo, Una, Verity, Winifred',
  ),
  last: words(
    "Abernethy, Appleyard, Barraclough, Blythe, Brightwell, Carmichael, Cholmondeley, Copplestone, Dalgleish, D'Arcy, Eastwood, Fairweather, Featherstone, Galbraith, Goodenough, Hathersage, Holloway, Inglis, Jephcott, Kettlewell, Lanyon, Lightfoot, Llewellyn, MacInnes, Mbeki, Nightingale, O'Hara, Okafor, Partridge, Patel, Pendennis, Quayle, Ramsbottom, Redgrave, Sengupta, Strachan, Thistlethwaite, Trelawney, Underhill, Wainwright, Weatherby, Yelland",
  ),
  streets: words(
    'High Street, Market Place, Church Lane, Mill Road, Station Road, Cathedral Close, Quayside, Castle Street, Bridge Street, St Mary’s Row, Sheep Street, Corn Hill, The Shambles, Harbour Road, Northgate, Wharf Lane',
  ),
  companies: named(
    "delicatessen: %'s Delicatessen, delicatessen: % & Daughters, delicatessen: The ~ Larder, grocer: % Provisions, grocer: % Bros. Grocers, grocer: ~ Food Hall, farm_shop: % Farm Shop, farm_shop: Home Farm at %, restaurant: The Curlew at ~, restaurant: The Salt House, restaurant: The Copper Pan, restaurant: % & Vine, restaurant: The Lame Duck, hotel: The % Arms, hotel: The Old Rectory ~, hotel: The Feathers ~, caterer: % Kitchens Ltd, caterer: Marquee & Mint, bakery: % Bakehouse, bakery: The Rye Oven, distributor: % Fine Foods Ltd",
  ),
  phone: '01632 96####',
};

export const NAMING: Readonly<Record<string, Naming>> = {
  'United Kingdom': BRITISH,
  'United States': {
    ...BRITISH,
    streets: words(
      'Commercial Street, Atlantic Avenue, Pike Place, Church Street, Newbury Street, Exchange Street',
    ),
    companies: named(
      "delicatessen: %'s Cheese & Provisions, grocer: ~ Market Hall, distributor: % Imports Inc., restaurant: Oyster & Rye ~",
    ),
    phone: '+1 (555) 01#-####',
  },
  Ireland: {
    ...BRITISH,
    first: words(
      'Aoife, Ciarán, Déirdre, Eoin, Fionnuala, Gráinne, Máire, Niamh, Oisín, Pádraig, Róisín, Seán, Síle, Tadhg, Úna',
    ),
    last: words(
      "Ó Briain, O'Sullivan, Ní Dhomhnaill, Mac Cárthaigh, Fitzgerald, Kinsella, O'Flaherty, Brannigan, Hennessy",
    ),
    companies: named(
      "grocer: %'s of ~, restaurant: The Seaweed Kitchen, restaurant: Bán & Bia, hotel: % House Hotel, delicatessen: The ~ Pantry, delicatessen: % & Sons, bakery: Arán ~, farm_shop: % Farm Foods",
    ),
    phone: '+353 91 555 ###',
  },
  Germany: {
    language: 'de',
    first: words(
      'Anneliese, Björn, Christiane, Detlef, Elfriede, Franziska, Götz, Heike, Jörg, Käthe, Lieselotte, Matthias, Nadine, Rüdiger, Sören, Ute, Wolfgang',
    ),
    last: words(
      'Bäumler, Dörfler, Eßer, Fröhlich, Großkopf, Hänsel, Jäger, Köhler, Lößnitz, Müller, Neuhäuser, Öhlschläger, Preuß, Rößler, Schäfer, Strauß, Weiß, Zöllner',
    ),
    streets: words(
      'Hauptstraße, Am Markt, Lindenallee, Kirchgasse, Schulstraße, Mühlenweg, Bäckerstraße, Domplatz',
    ),
    companies: named(
      'delicatessen: Feinkost %, delicatessen: Käse & Wein %, grocer: %s Marktladen, restaurant: Gasthaus Zum Goldenen Hecht, restaurant: Wirtshaus %, hotel: Hotel Stadt ~, bakery: Bäckerei %, distributor: % Lebensmittel GmbH & Co. KG, caterer: %s Tafelfreuden',
    ),
    phone: '+49 30 555 0####',
  },
  France: {
    language: 'fr',
    first: words(
      'Aurélie, Benoît, Chloé, Cédric, Éloïse, François, Geneviève, Hélène, Jérôme, Léa, Maëlle, Noël, Océane, Raphaël, Solène, Thérèse, Zoé',
    ),
    last: words(
      "Aubépin, Bénard, Châtelain, D'Estienne, Désiré, Fèvre, Gaétan, Hébert, L'Hermite, Lefèvre, Mâcon, Préville, Rivière, Sénéchal, Théophile, Vérité",
    ),
    streets: words(
      "rue de l'Église, place du Marché, rue des Tanneurs, quai de la Fosse, boulevard Gambetta, impasse de l'Abbé-Grégoire, cours Sablon, rue du Four",
    ),
    companies: named(
      "delicatessen: Épicerie %, delicatessen: Aux Délices de ~, delicatessen: L'Épicerie du Coin, restaurant: Le Bistrot de %, restaurant: À la Bonne Franquette, restaurant: Chez Mémé %, hotel: Hôtel de l'Écu ~, grocer: Maison %, caterer: % Traiteur, bakery: Boulangerie % et Fils",
    ),
    phone: '+33 1 55 50 ## ##',
  },
  Netherlands: {
    language: 'nl',
    first: words(
      'Anouk, Bas, Carolien, Daan, Evelien, Floor, Gijs, Hanneke, Ilse, Jeroen, Lotte, Maarten, Noor, Pieter, Saskia, Thijs, Wouter',
    ),
    last: words(
      "van den Berg, de Boer, in 't Veld, van 't Hof, Hoekstra, Kuiper, Meijer, Oosterhuis, van der Ploeg, Visser, Zijlstra",
    ),
    streets: words('Oudegracht, Nieuwstraat, Marktplein, Kerkstraat, Haven, Dorpsstraat, Singel'),
    companies: named(
      "delicatessen: De Kaashoek %, delicatessen: Delicatessen %, restaurant: Restaurant 't Zilte, restaurant: Eetcafé De Snoek, hotel: Hotel De Zwaan ~, grocer: Kruidenier %, bakery: Bakkerij %, distributor: % Foodservice B.V.",
    ),
    phone: '+31 20 555 0###',
  },
  Belgium: {
    language: 'nl',
    first: words(
      'Ann, Benoît, Dirk, Élise, Frederik, Griet, Joëlle, Koen, Liesbeth, Maxime, Sofie, Véronique',
    ),
    last: words(
      "Claes, De Smedt, D'Hondt, Goffin, Janssens, Lambrechts, Maes, Piérard, Vandenbroucke, Wouters",
    ),
    streets: words(
      'Korenmarkt, Vrijdagmarkt, Meir, rue Saint-Gilles, place Sainte-Catherine, Sint-Jacobsnieuwstraat',
    ),
    companies: named(
      "delicatessen: Kaasmeester %, restaurant: Brasserie %, restaurant: L'Écluse Bleue, restaurant: In den Wulf ~, grocer: Delhaye & %, hotel: Hôtel des Drapiers ~, caterer: Traiteur %, bakery: Patisserie %",
    ),
    phone: '+32 9 555 0# ##',
  },
  Denmark: {
    language: 'da',
    first: words('Astrid, Bjørn, Freja, Gunhild, Jørgen, Kåre, Lærke, Mette, Søren, Troels'),
    last: words('Ågård, Bødker, Kjær, Lindegård, Mølgaard, Nørgaard, Skovgård, Sørensen, Østergaard'),
    streets: words('Strandvejen, Torvet, Nørregade, Åboulevarden, Havnegade, Søndergade'),
    companies: named(
      'delicatessen: %s Ostehandel, restaurant: Spisehuset ~, restaurant: Restaurant Måge, grocer: Købmand %, hotel: Hotel Ærø, bakery: %s Bageri, delicatessen: Smørrebrød & Søn',
    ),
    phone: '+45 55 50 ## ##',
  },
  Sweden: {
    language: 'sv',
    first: words('Åsa, Björn, Elin, Göran, Hjördis, Jöran, Kerstin, Linnéa, Märta, Örjan, Sixten'),
    last: words('Ångström, Bergström, Dahlgren, Ekelöf, Häggkvist, Lindqvist, Nyström, Sjöberg, Öberg'),
    streets: words('Storgatan, Götgatan, Västra Hamngatan, Kungsgatan, Sjövägen, Östra Ågatan'),
    companies: named(
      'delicatessen: %s Delikatesser, restaurant: Krogen Gröna Gåsen, hotel: Fjällhotellet ~, grocer: Saluhallen %, bakery: %s Bageri, restaurant: Källaren %, caterer: Smörgåsbordet ~',
    ),
    phone: '+46 8 555 0## ##',
  },
  Norway: {
    language: 'en',
    first: words('Ingvild, Håkon, Sigrid, Øystein, Åshild'),
    last: words('Bjørnstad, Hjelmeland, Sæther, Tømmervik, Øvregård'),
    streets: words('Storgata, Sjøgata, Grønlandsleiret'),
    companies: named(
      'delicatessen: %s Delikatesse, restaurant: Spiseri Nordlys, hotel: Hotell Polaris ~, grocer: Mathallen ~',
    ),
    phone: '+47 55 55 0# ##',
  },
  Austria: {
    language: 'de',
    first: words('Alois, Burgi, Ferdinand, Gerlinde, Korbinian, Leopold, Notburga, Sepp, Vroni'),
    last: words('Achleitner, Brückl, Gföller, Hölzl, Kreuzpointner, Mayrhofer, Thöny, Übelbacher'),
    streets: words('Naschmarkt, Hauptplatz, Sporgasse, Franziskanergasse, Bahnhofstraße'),
    companies: named(
      'delicatessen: Greißlerei %, restaurant: Beisl zum Blauen Esel, hotel: Hotel % Hof, delicatessen: Feinkost % & Co., bakery: Konditorei %, grocer: Kaufhaus %',
    ),
    phone: '+43 1 555 0###',
  },
  Switzerland: {
    language: 'de',
    first: words('Beat, Corinne, Jürg, Madlaina, Rätus, Sévérine, Urs'),
    last: words('Aebischer, Bündner, Châtenay, Hürlimann, Nägeli, Zgraggen'),
    streets: words('Bahnhofstrasse, Niederdorfstrasse, rue du Rhône, quai du Mont-Blanc'),
    companies: named(
      'delicatessen: Comestibles %, hotel: Hôtel du Léman, restaurant: Zunfthaus %, delicatessen: Chäs-Hüsli %',
    ),
    phone: '+41 44 555 0# ##',
  },
  Spain: {
    language: 'es',
    first: words('Begoña, Íñigo, Jesús, Lucía, Martín, Nuria, Óscar, Ramón, Sofía'),
    last: words('Álvarez, Echeverría, Ibáñez, Muñoz, Núñez, Peñalver, Zubizarreta'),
    streets: words('Calle Mayor, Calle del Laurel, Plaza de la Constitución, Paseo de la Concha'),
    companies: named(
      'delicatessen: Ultramarinos %, restaurant: Bodega La Higuera, restaurant: Casa %, hotel: Parador de ~, grocer: La Despensa de %',
    ),
    phone: '+34 955 55 0# ##',
  },
  Portugal: {
    language: 'pt',
    first: words('Conceição, Duarte, Inês, João, Luísa, Simão'),
    last: words('Assunção, Brandão, Gonçalves, Magalhães, Simões'),
    streets: words('Rua das Flores, Praça do Giraldo, Travessa da Espera'),
    companies: named('delicatessen: Mercearia %, restaurant: Tasca do %, grocer: Garrafeira & Queijaria %'),
    phone: '+351 21 555 0###',
  },
  Italy: {
    language: 'it',
    first: words('Agnese, Beniamino, Donatella, Ettore, Fiorenza, Gaspare, Niccolò, Perla'),
    last: words("Bevilacqua, Cantù, D'Angelo, Dell'Orto, Forlì, Malagò, Nicolò, Viganò"),
    streets: words("via Garibaldi, via dell'Indipendenza, piazza Saffi, corso Cavour, vicolo dell'Orto"),
    companies: named(
      "delicatessen: Salumeria %, restaurant: Osteria dell'Oca, restaurant: Trattoria da %, grocer: Antica Drogheria %, caterer: % Banchetti s.r.l.",
    ),
    phone: '+39 051 555 0###',
  },
  Poland: {
    language: 'pl',
    first: words('Agnieszka, Bożena, Grażyna, Jędrzej, Łukasz, Małgorzata, Paweł, Wojciech'),
    last: words('Błaszczyk, Dąbrowska, Gołąb, Krzyżanowski, Świątek, Wójcik, Żurawska'),
    streets: words('ul. Floriańska, ul. Piotrkowska, Długi Targ, Rynek Główny'),
    companies: named(
      'delicatessen: Delikatesy %, restaurant: Gospoda Pod Żubrem, restaurant: Jadłodajnia ~, grocer: Spiżarnia %',
    ),
    phone: '+48 12 555 0# ##',
  },
};
