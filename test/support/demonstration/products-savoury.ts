/**
 * category; name; pack; list price; supplier; storage; shelf life in days; kg; suits; allergens; made in; alcohol % ; text
 */
export const SAVOURY = `
cheese; Hafod Lwyd, aged twelve months; 1 x 2.5 kg wedge; 46.80; pantygwyn; chilled; 90; 2.64; vegetarian organic; milk; Wales; ; A hard cow's milk cheese with a slow, buttery finish. Cut it an hour before you serve it.
cheese; Perl Wen y Mynydd; 6 x 200 g; 21.60; pantygwyn; chilled; 35; 1.36; vegetarian; milk; Wales; ; Small soft wheels with a white bloom. Best in the fourth week.
cheese; Caerwen goat's log; 8 x 150 g; 23.20; pantygwyn; chilled; 28; 1.32; vegetarian; milk; Wales; ; Fresh, lemony and rolled in ash by hand. For salads and hot toast.
cheese; Tregarrick Yarg in nettles; 1 x 3 kg wheel; 58.50; tregarrick; chilled; 70; 3.12; vegetarian; milk; Cornwall; ; Crumbly in the middle, soft under the leaf. The nettles are meant to be eaten.
cheese; Cornish clotted cream; 12 x 170 g; 25.80; tregarrick; chilled; 18; 2.35; vegetarian gluten_free; milk; Cornwall; ; Baked, not whipped, with the crust that proves it.
cheese; Salted farmhouse butter; 20 x 250 g; 44.00; tregarrick; chilled; 60; 5.3; vegetarian gluten_free; milk; Cornwall; ; Churned in barrels twice a week, two per cent salt.
cheese; Boerenkaas, extra aged; 1 x 4 kg quarter; 72.40; vandermeer; chilled; 150; 4.1; ; milk; Gouda; ; Two years on spruce boards. Butterscotch, crystals, and no holes to speak of.
cheese; Cumin Leidse; 1 x 3 kg half; 39.90; vandermeer; chilled; 120; 3.1; ; milk; Leiden; ; Lean and spiced. Cut thin, with dark bread and beer.
cheese; Tomme de Thônes; 1 x 1.8 kg; 33.75; berard; chilled; 60; 1.9; ; milk; Savoie; ; A grey rind that smells of the cellar and a middle that tastes of hazelnuts.
cheese; Reblochon fermier; 6 x 450 g; 48.60; berard; chilled; 30; 2.85; ; milk; Savoie; ; From one herd, with the green label. The only one for tartiflette.
cheese; Beaufort chalet d'alpage; 1 x 5 kg; 128.00; berard; chilled; 180; 5.1; ; milk; Savoie; ; Summer milk from above fifteen hundred metres. Sold by the eighth.
cheese; Bündner Bergkäse; 1 x 3 kg quarter; 61.20; hinterrhein; chilled; 150; 3.1; ; milk; Graubünden; ; Nine months in the rock. It melts without weeping.
cheese; Heublumen mountain cheese; 1 x 2 kg; 45.50; hinterrhein; chilled; 120; 2.1; ; milk; Graubünden; ; Rubbed with hay flowers; smells of July.
fish; Oak-smoked kippers; 20 x 230 g pairs; 49.00; brancaster; chilled; 14; 4.8; gluten_free; fish; Norfolk; ; Split, brined and hung over oak for a night and a morning.
fish; Hot-smoked mackerel, peppered; 12 x 180 g; 31.20; brancaster; chilled; 16; 2.3; gluten_free; fish; Norfolk; ; Whole fillets with cracked pepper pressed in while warm.
fish; Potted brown shrimp; 24 x 57 g; 52.80; brancaster; chilled; 21; 1.7; gluten_free; crustaceans milk; Norfolk; ; Wash shrimp in mace butter. Let it come to room temperature, then toast.
fish; Cold-smoked salmon, long slice; 10 x 200 g; 67.50; strandby; chilled; 24; 2.15; gluten_free; fish; Denmark; ; Dry salted with a little sugar, smoked over beech. Nothing else.
fish; Pickled herring with dill; 12 x 250 g jars; 28.80; strandby; chilled; 120; 5.1; ; fish mustard; Denmark; ; Firm fillets in a sharp, sweet brine. Keep for a week after opening.
fish; Curry herring; 12 x 250 g jars; 30.60; strandby; chilled; 90; 5.2; ; fish egg mustard celery; Denmark; ; For rye bread, egg and a cold Friday.
fish; Klippfisk fillets; 1 x 5 kg box; 88.00; lofot; ambient; 365; 5.3; gluten_free; fish; Lofoten; ; Cod, salt, wind. Soak for two days and change the water four times.
fish; Stockfish, whole; 1 x 10 kg bale; 214.00; lofot; ambient; 730; 10.4; gluten_free; fish; Lofoten; ; Hung from February to May. Keeps for years in a dry place, away from everything else.
fish; Bonito del norte in olive oil; 24 x 111 g tins; 69.60; ribadesella; ambient; 1460; 4.3; gluten_free; fish; Asturias; ; Line-caught in summer and packed by hand the same day.
fish; Cantabrian anchovies; 20 x 50 g tins; 83.00; ribadesella; chilled; 270; 1.9; gluten_free; fish; Asturias; ; Salted for ten months, trimmed with scissors. Eat with butter.
fish; Mussels in escabeche; 24 x 115 g tins; 57.60; ribadesella; ambient; 1460; 4.4; gluten_free; molluscs sulphites; Galicia; ; Eight to ten fat ones to a tin, with paprika and vinegar.
fish; Sardines in tomato; 30 x 125 g tins; 48.00; saotelmo; ambient; 1825; 5.6; gluten_free; fish; Portugal; ; Better each year, if you turn the tin now and then.
fish; Small sardines, spiced; 30 x 90 g tins; 63.00; saotelmo; ambient; 1825; 4.4; gluten_free; fish; Portugal; ; With carrot, gherkin, laurel and a warning of chilli.
fish; Octopus in garlic oil; 20 x 120 g tins; 76.00; saotelmo; ambient; 1460; 3.6; gluten_free; molluscs; Portugal; ; Tender all the way through. Potatoes, paprika, done.
meat; Saucisse sèche de Langogne; 15 x 250 g; 54.75; pradier; ambient; 90; 3.95; gluten_free; ; Lozère; ; Coarse pork, sea salt, patience. The bloom on the skin is as it should be.
meat; Saucisson with chestnuts; 12 x 200 g; 44.40; pradier; ambient; 90; 2.6; gluten_free; nuts; Lozère; ; Sweet pieces of chestnut from the next valley.
meat; Pâté de campagne; 24 x 180 g jars; 64.80; pradier; ambient; 900; 7.4; ; egg milk; Lozère; ; The one with the big pieces. Open it a quarter of an hour early.
meat; Jambon cru des Cévennes, boned; 1 x 5.5 kg; 97.90; pradier; chilled; 150; 5.7; gluten_free; ; Lozère; ; Twelve months in mountain air. Slice across the grain, thin.
meat; Schwarzwälder Schinken, quarter; 1 x 1.8 kg; 34.20; oberkirnach; chilled; 120; 1.9; gluten_free; ; Black Forest; ; Smoked over fir and its needles for three weeks.
meat; Landjäger; 30 x 100 g pairs; 47.70; oberkirnach; ambient; 60; 3.2; gluten_free; mustard; Black Forest; ; Pressed flat, so that it fits a pocket.
meat; Smoked duck breast; 10 x 350 g; 82.50; oberkirnach; chilled; 45; 3.8; gluten_free; ; Black Forest; ; Juniper and beech. Serve it cold, with something sour.
meat; Jamón ibérico de cebo, boned; 1 x 4.5 kg; 196.00; encinar; chilled; 240; 4.7; gluten_free; ; Huelva; ; Three years old when it leaves. Warm the plate.
meat; Lomo embuchado; 4 x 700 g; 88.40; encinar; chilled; 180; 2.95; gluten_free; ; Huelva; ; Cured loin with paprika and garlic, cut paper-thin.
meat; Chorizo for cooking; 20 x 200 g; 58.00; encinar; chilled; 75; 4.2; gluten_free; milk; Huelva; ; Soft, and red enough to colour a stew for six.
meat; Morcilla de arroz; 18 x 220 g; 43.20; encinar; chilled; 40; 4.2; ; ; Burgos; ; Black pudding with rice and onion. Fry it slowly.
meat; Duck confit, four legs; 6 x 1.25 kg tins; 84.60; pradier; ambient; 1095; 8.2; gluten_free; ; Lozère; ; Keep the fat: it is half the reason.
oil; Extra virgin, Vallée des Baux; 6 x 1 l; 79.20; fontvieille; ambient; 540; 7.1; vegan gluten_free; ; Provence; ; Five olives, ripe fruit, artichoke. The everyday oil of people who can afford it.
oil; Extra virgin, black olives; 6 x 500 ml; 61.50; fontvieille; ambient; 540; 4.9; vegan gluten_free; ; Provence; ; Pressed from olives that were kept in the sack: mushroom, cocoa, an old taste.
oil; New oil, unfiltered; 6 x 500 ml; 72.00; collelungo; ambient; 365; 4.9; vegan organic gluten_free; ; Tuscany; ; Green, loud and peppery. November only, while it lasts.
oil; Extra virgin, Colle Selvatico; 6 x 750 ml; 84.30; collelungo; ambient; 540; 6.9; vegan organic gluten_free; ; Tuscany; ; Frantoio and Moraiolo. For beans, grilled bread and soup.
oil; Kitchen oil, Cretan; 4 x 5 l tins; 149.00; varvara; ambient; 540; 18.6; vegan gluten_free; ; Crete; ; Mild enough for frying, good enough for a dressing.
oil; Koroneiki early harvest; 12 x 500 ml; 108.00; varvara; ambient; 540; 9.8; vegan organic gluten_free; ; Crete; ; Cut grass and almonds. Picked before the rain.
oil; Balsamic vinegar of Modena, four leaves; 6 x 250 ml; 47.40; guidotti; ambient; 3650; 3.2; vegan gluten_free; sulphites; Modena; ; Thick without being cooked to death.
oil; Aceto balsamico tradizionale, 12 years; 3 x 100 ml; 138.00; guidotti; ambient; 3650; 1.1; vegan gluten_free; ; Modena; ; In the bottle with the wax. A drop, on a spoon.
oil; White condiment; 6 x 500 ml; 26.70; guidotti; ambient; 1825; 4.8; vegan gluten_free; sulphites; Modena; ; Grape must and white wine vinegar, for fish and pale salads.
oil; Aged red wine vinegar; 6 x 500 ml; 24.90; caussanel; ambient; 1825; 4.9; vegan gluten_free; sulphites; Languedoc; ; From their own Carignan, two years in the barrel.
oil; Cold-pressed rapeseed oil; 6 x 500 ml; 22.80; fenmill; ambient; 365; 4.6; vegan gluten_free; ; Cambridgeshire; ; Nutty and very yellow. Roast potatoes were made for it.
oil; Hazelnut oil, toasted; 6 x 250 ml; 45.60; fontvieille; ambient; 365; 2.9; vegan gluten_free; nuts; Provence; ; A spoonful over beans or into a cake. Keep it cold.
spice; Smoked paprika, sweet; 24 x 75 g tins; 50.40; valdeiniguez; ambient; 1095; 2.6; vegan gluten_free; ; La Vera; ; Dried over holm oak for a fortnight, turned by hand.
spice; Smoked paprika, hot; 24 x 75 g tins; 50.40; valdeiniguez; ambient; 1095; 2.6; vegan gluten_free; ; La Vera; ; The same smoke, with a temper.
spice; Smoked paprika, catering; 6 x 750 g tins; 74.10; valdeiniguez; ambient; 1095; 5.1; vegan gluten_free; ; La Vera; ; For kitchens that go through it.
spice; Stone-ground mustard, mild; 12 x 190 ml; 29.40; kettwich; ambient; 365; 4.1; vegan gluten_free; mustard; Essen; ; Cold-ground between basalt, so that it keeps its nose.
spice; Stone-ground mustard, fierce; 12 x 190 ml; 29.40; kettwich; ambient; 365; 4.1; vegan gluten_free; mustard; Essen; ; For those who asked.
spice; Fig mustard; 12 x 150 ml; 33.60; kettwich; ambient; 365; 3.3; vegan gluten_free; mustard; Essen; ; The one that goes with hard cheese.
spice; Beer mustard with malt; 12 x 190 ml; 31.20; kettwich; ambient; 365; 4.2; vegan; mustard gluten; Essen; ; Dark beer, whole seeds. Sausages, obviously.
spice; Cornichons, hand-packed; 12 x 370 ml; 38.40; pradier; ambient; 900; 7.3; vegan gluten_free; mustard sulphites; Lozère; ; Small, loud and sour.
spice; Piccalilli; 12 x 280 g; 36.00; ballyfeard; ambient; 540; 5.5; vegetarian gluten_free; mustard sulphites; Ireland; ; Cauliflower with a crunch left in it, in a sauce that is truly yellow.
spice; Beetroot and orange chutney; 12 x 280 g; 34.80; ballyfeard; ambient; 540; 5.5; vegan gluten_free; sulphites; Ireland; ; Sweet first, then sharp. For cold meat and goat's cheese.
spice; Capers in salt; 10 x 500 g; 62.00; varvara; ambient; 900; 5.4; vegan gluten_free; ; Greece; ; Small buds, sea salt. Rinse them twice and taste.
spice; Flaked sea salt; 12 x 250 g; 27.00; brancaster; ambient; 3650; 3.4; vegan gluten_free; ; Norfolk; ; Raked from the pans behind the smokehouse.
spice; Kalamata olives; 6 x 1 kg pouches; 49.80; varvara; ambient; 540; 7.6; vegan gluten_free; ; Greece; ; Split, wrinkled, with the stone in.
`;
