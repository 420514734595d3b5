/**
 * key; name; contact; job; street; town; county; postcode; country; phone; lead days; order before; minimum; terms;
 * certificates; month of the last audit; note
 */
export const SUPPLIERS = `
brancaster; Brancaster Staithe Smokehouse; Hettie Loades; Owner; 14 Staithe Lane; Brancaster Staithe; Norfolk; PE31 8BJ; United Kingdom; 01632 960114; 2; 11:00; 120; net_30; salsa msc; 2026-03; Smokes on Mondays and Thursdays. Ring **before eight**; later she is on the marsh.
fenmill; Fenland Millers; Roger Ablett; Sales manager; Mill Drove; Ely; Cambridgeshire; CB7 4QX; United Kingdom; 01632 960187; 5; 14:00; 250; net_30; brc organic; 2025-11; Pallets only. The half pallet is not on the list, but they will do it.
garvie; Garvie & Sons Oatcakes; Morag Garvie; Director; Station Road; Huntly; Aberdeenshire; AB54 8HT; United Kingdom; 01632 960220; 7; 12:00; 180; net_30; brc; 2026-01;
pantygwyn; Caws Pant-y-Gwyn Cyf; Eleri Pugh; Cheesemaker; Fferm Pant-y-Gwyn; Tregaron; Ceredigion; SY25 6UB; United Kingdom; 01632 960245; 4; 10:30; 150; net_30; salsa organic; 2026-06; Raw milk. Batch letters run from A on the first of each month.
tregarrick; Tregarrick Dairy; Jowan Pascoe; Sales; Tregarrick Barton; Lostwithiel; Cornwall; PL22 0JD; United Kingdom; 01632 960263; 3; 11:00; 200; net_30; brc; 2026-05;
ballyfeard; Ballyfeard Farmhouse Preserves; Aoife O'Driscoll; Owner; The Old Creamery; Ballyfeard; County Cork; P17 RH32; Ireland; +353 21 555 0142; 9; 15:00; 140; net_30; salsa; 2025-10; Closed the whole of August.
strandby; Strandby Røgeri ApS; Søren Kjærgaard; Export; Havnevej 22; Strandby; Nordjylland; 9970; Denmark; +45 98 55 01 36; 6; 13:00; 300; net_30; brc msc; 2026-02;
lofot; Lofotværing Klippfisk AS; Ingrid Sørdahl; Sales; Kaiveien 7; Henningsvær; Nordland; 8312; Norway; +47 76 55 01 18; 14; 12:00; 600; net_60; msc; 2025-09; Health certificate travels with the goods. No paper, no unloading.
bjorklund; Björklunds Knäcke AB; Åsa Björklund; Managing director; Kvarngatan 3; Leksand; Dalarna; 793 31; Sweden; +46 247 555 21; 10; 12:00; 350; net_30; brc; 2025-12;
kuusela; Kuusela Marjat Oy; Päivi Hämäläinen; Export; Metsätie 18; Suonenjoki; Pohjois-Savo; 77600; Finland; +358 17 555 0130; 16; 11:00; 700; net_60; brc organic; 2025-08; Frozen only. The lorry must be below -18 °C on arrival; ask for the print-out.
vandermeer; Van der Meer Kaashandel B.V.; Joost van der Meer; Partner; Nieuwehaven 41; Gouda; Zuid-Holland; 2801 CW; Netherlands; +31 182 555 017; 5; 16:00; 400; net_30; brc pdo; 2026-04;
driezwanen; Brouwerij De Drie Zwanen; Lieve Goossens; Brewer; Molenstraat 9; Dendermonde; Oost-Vlaanderen; 9200; Belgium; +32 52 55 01 44; 12; 12:00; 450; net_30; ; ; Crates carry a deposit. Count the empties twice.
wauthier; Chocolaterie Wauthier; Bénédicte Wauthier; Chocolatier; Rue des Brasseurs 18; Namur; Namur; 5000; Belgium; +32 81 55 01 09; 8; 11:00; 300; net_30; brc fairtrade; 2026-02; Nothing ships above 22 °C. From June to August order on Mondays only.
fontvieille; Moulin de la Fontvieille; Gérard Espérandieu; Moulinier; Chemin du Moulin; Maussane-les-Alpilles; Bouches-du-Rhône; 13520; France; +33 4 90 55 01 27; 12; 12:00; 500; net_60; pdo organic; 2025-11;
pradier; Salaisons Cévenoles Pradier; Nathalie Pradier; Gérante; Route de Mende; Langogne; Lozère; 48300; France; +33 4 66 55 01 62; 9; 10:00; 350; net_30; brc; 2026-06;
berard; Fromagerie Bérard-Thônes; Lucien Bérard; Affineur; 6 rue de la Saulne; Thônes; Haute-Savoie; 74230; France; +33 4 50 55 01 71; 6; 10:00; 350; net_30; brc pdo; 2026-07; Wheels are weighed on the day; the invoice follows the scale, not the order.
caussanel; Vignobles Caussanel; Hélène Caussanel; Vigneronne; Mas du Levant; Faugères; Hérault; 34600; France; +33 4 67 55 01 15; 21; 12:00; 900; net_60; organic; ;
oberkirnach; Räucherei Oberkirnach GmbH; Jürgen Weißhaar; Vertrieb; Schlossbergstraße 12; St. Georgen; Baden-Württemberg; 78112; Germany; +49 7724 55501; 8; 13:00; 400; net_30; brc pdo; 2026-01;
kettwich; Senfmühle Kettwich; Ulrike Brösel; Inhaberin; An der Ruhr 5; Essen; Nordrhein-Westfalen; 45219; Germany; +49 2054 55512; 9; 12:00; 200; net_30; brc; 2025-10;
waldhauser; Imkerei Waldhauser; Alois Waldhauser; Imkermeister; Almweg 11; Mariazell; Steiermark; 8630; Austria; +43 3882 55509; 11; 12:00; 220; on_order; organic; 2025-09; Pays no attention to mail between April and July. The bees come first.
hinterrhein; Sennerei Hinterrhein; Flurina Caduff; Geschäftsführerin; Dorfstrasse 4; Splügen; Graubünden; 7435; Switzerland; +41 81 555 01 33; 10; 11:00; 450; net_30; pdo; 2026-05; Customs broker: Lynn Clearance, reference on every order.
sannino; Pastificio Sannino; Ciro Sannino; Direttore; Via dei Pastai 31; Gragnano; Napoli; 80054; Italy; +39 081 555 0148; 14; 15:00; 600; net_60; brc; 2025-12;
collelungo; Frantoio Colle Selvatico; Fiamma Baldacci; Titolare; Strada di Colle Selvatico 8; Montefollonico; Siena; 53049; Italy; +39 0577 555 122; 15; 12:00; 550; net_30; pdo organic; 2025-11; New oil in the second week of November. Reserve in September.
guidotti; Acetaia Guidotti; Rinaldo Guidotti; Titolare; Via Emilia Est 440; Modena; Modena; 41122; Italy; +39 059 555 0176; 14; 12:00; 350; net_30; pdo; 2026-03;
bassani; Torrefazione Bassani; Chiara Bassani; Export; Via del Torrione 17; Trieste; Friuli-Venezia Giulia; 34122; Italy; +39 040 555 0110; 10; 14:00; 300; net_30; brc fairtrade organic; 2026-02;
ribadesella; Conservas Ribadesella S.L.; Covadonga Llano; Comercial; Calle del Muelle 2; Ribadesella; Asturias; 33560; Spain; +34 985 55 01 29; 14; 13:00; 400; net_60; brc msc; 2025-10;
valdeiniguez; Pimentón Valdeíñigos; Íñigo Sánchez Núñez; Gerente; Camino de la Vega s/n; Jaraíz de la Vera; Cáceres; 10400; Spain; +34 927 55 01 54; 16; 12:00; 250; net_30; pdo; 2025-08;
encinar; Jamones Sierra Encinar; María Jesús Peña; Directora; Avenida de la Dehesa 60; Jabugo; Huelva; 21290; Spain; +34 959 55 01 83; 18; 12:00; 800; net_60; brc pdo; 2026-04; Each ham has a seal with a number. Write it into the batch.
saotelmo; Conserveira São Telmo Lda; João Conceição; Vendas; Rua da Lota 15; Matosinhos; Porto; 4450-156; Portugal; +351 22 555 0166; 15; 12:00; 380; net_30; brc msc; 2026-01;
varvara; Ktima Agia Varvara; Eleftheria Stamataki; Owner; Agia Varvara; Archanes; Heraklion; 701 00; Greece; +30 281 555 0107; 20; 12:00; 650; net_60; organic pdo; 2025-07; Under review since a pallet arrived with the wrong lot numbers.
`;
