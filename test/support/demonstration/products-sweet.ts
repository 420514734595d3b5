/** Same columns as the savoury half. */
export const SWEET = `
pasta; Spaghetti, bronze die; 20 x 500 g; 38.00; sannino; ambient; 1095; 10.6; vegan; gluten; Gragnano; ; Rough enough to hold a sauce, dried for two days.
pasta; Paccheri; 12 x 500 g; 30.60; sannino; ambient; 1095; 6.5; vegan; gluten; Gragnano; ; Big tubes that fall flat on the plate. Sunday food.
pasta; Linguine; 20 x 500 g; 39.00; sannino; ambient; 1095; 10.6; vegan; gluten; Gragnano; ; For clams, and for nothing at all but garlic.
pasta; Orecchiette; 12 x 500 g; 31.80; sannino; ambient; 900; 6.5; vegan; gluten; Puglia; ; Little ears. Bitter greens fit into them.
pasta; Strong white bread flour; 1 x 16 kg; 19.80; fenmill; ambient; 270; 16.2; vegan; gluten; Cambridgeshire; ; Thirteen per cent protein, from wheat you can see from the mill.
pasta; Stone-ground wholemeal; 1 x 16 kg; 21.40; fenmill; ambient; 180; 16.2; vegan organic; gluten; Cambridgeshire; ; All of the grain. Use it while it is young.
pasta; Dark rye flour; 10 x 1.5 kg; 27.50; fenmill; ambient; 210; 15.3; vegan organic; gluten; Cambridgeshire; ; Half of our name, and the better half of a sourdough.
pasta; Pinhead oatmeal; 10 x 1 kg; 24.00; garvie; ambient; 365; 10.3; vegan; gluten; Aberdeenshire; ; Steel-cut, toasted. Soak overnight, stir with a stick.
pasta; Jumbo oats; 1 x 20 kg; 29.60; garvie; ambient; 365; 20.2; vegan; gluten; Aberdeenshire; ; Rolled once, thick.
pasta; Asturian fabes; 10 x 1 kg; 94.00; ribadesella; ambient; 540; 10.3; vegan gluten_free; ; Asturias; ; The big white bean. It never bursts, and it knows what it is worth.
pasta; Puy-style green lentils; 12 x 500 g; 28.80; pradier; ambient; 730; 6.3; vegan gluten_free; ; Massif Central; ; They keep their shape and taste of stone, in a good way.
pasta; Carnaroli rice; 10 x 1 kg; 43.50; sannino; ambient; 540; 10.3; vegan gluten_free; ; Vercelli; ; Forgives a cook who is called to the telephone.
bread; Thick oatcakes; 24 x 250 g; 40.80; garvie; ambient; 210; 6.6; vegan; gluten; Aberdeenshire; ; Oats, salt, water and a hot plate.
bread; Cheese oatcakes; 24 x 200 g; 45.60; garvie; ambient; 180; 5.4; vegetarian; gluten milk; Aberdeenshire; ; With a mature cheddar baked through.
bread; Petticoat shortbread; 18 x 210 g; 41.40; garvie; ambient; 240; 4.3; vegetarian; gluten milk; Aberdeenshire; ; All butter, cut round, for visitors.
bread; Knäckebröd, round; 12 x 530 g; 37.20; bjorklund; ambient; 365; 6.8; vegan; gluten; Dalarna; ; The big wheel with the hole. Hang it up.
bread; Knäckebröd, thin and dark; 20 x 200 g; 39.00; bjorklund; ambient; 365; 4.4; vegan; gluten; Dalarna; ; Baked until it is nearly too late.
bread; Sesame crispbread; 20 x 200 g; 41.00; bjorklund; ambient; 300; 4.4; vegan; gluten sesame; Dalarna; ; A crackle you can hear in the next room.
bread; Cardamom rusks; 16 x 225 g; 36.80; bjorklund; ambient; 270; 3.9; vegetarian; gluten milk; Dalarna; ; For dipping. Coffee will do, if there is no more tea.
bread; Rye sourdough, part-baked; 10 x 800 g; 32.50; fenmill; frozen; 270; 8.3; vegan; gluten; Cambridgeshire; ; Eighteen minutes in a hot oven and nobody will ask.
bread; Butter croissants, ready to bake; 60 x 80 g; 46.20; berard; frozen; 300; 5.1; vegetarian; gluten milk egg; Savoie; ; Twenty-four layers. Do not let them thaw first.
bread; Water biscuits; 24 x 150 g; 35.40; garvie; ambient; 240; 3.9; vegan; gluten; Aberdeenshire; ; Plain on purpose.
bread; Cantuccini with almonds; 12 x 250 g; 37.80; collelungo; ambient; 210; 3.3; vegetarian; gluten egg nuts; Tuscany; ; Hard as they should be. Something to dip them in is on page nine.
jam; Seville orange marmalade, thick cut; 12 x 340 g; 36.60; ballyfeard; ambient; 730; 6.7; vegan gluten_free; ; Ireland; ; Boiled in January in a copper pan, eaten all year.
jam; Raspberry jam; 12 x 340 g; 38.40; ballyfeard; ambient; 540; 6.7; vegan gluten_free; ; Ireland; ; More fruit than sugar, which is rarer than it sounds.
jam; Gooseberry and elderflower; 12 x 340 g; 39.60; ballyfeard; ambient; 540; 6.7; vegan gluten_free; ; Ireland; ; Green, sharp, a little flowery.
jam; Damson cheese; 24 x 113 g; 52.80; ballyfeard; ambient; 540; 4.6; vegan gluten_free; ; Ireland; ; Cut it in slices, beside a piece of the real thing.
jam; Lemon curd; 12 x 310 g; 43.20; tregarrick; chilled; 70; 6.3; vegetarian gluten_free; egg milk; Cornwall; ; Eggs, butter, lemons. Two weeks once open, if you can.
jam; Forest honey; 12 x 500 g; 82.80; waldhauser; ambient; 1095; 9.1; vegetarian gluten_free; ; Styria; ; Dark as tea, from fir and spruce. Not every year has any.
jam; Linden honey; 12 x 500 g; 74.40; waldhauser; ambient; 1095; 9.1; vegetarian gluten_free; ; Styria; ; Pale, minty, sets firm by Christmas.
jam; Comb honey; 8 x 200 g; 68.00; waldhauser; ambient; 730; 2.1; vegetarian gluten_free; ; Styria; ; A square cut from the frame. Chew the wax, or do not.
jam; Lingonberries, stirred; 12 x 400 g; 40.20; bjorklund; ambient; 365; 7.6; vegan gluten_free; ; Dalarna; ; Raw berries and sugar, nothing cooked. With everything brown.
jam; Wild bilberries; 4 x 2.5 kg; 71.60; kuusela; frozen; 720; 10.4; vegan organic gluten_free; ; Savo; ; Blue all the way through. Count the stained aprons.
jam; Cloudberries; 4 x 1 kg; 118.00; kuusela; frozen; 720; 4.2; vegan gluten_free; ; Lapland; ; Picked one by one in a bog. Priced accordingly.
jam; Strawberries, whole; 4 x 2.5 kg; 46.00; kuusela; frozen; 720; 10.4; vegan gluten_free; ; Savo; ; From Suonenjoki, where they have a festival about it.
sweet; Dark chocolate, 72 %; 20 x 80 g; 55.00; wauthier; ambient; 540; 1.9; vegan gluten_free; soya; Namur; ; Madagascan beans, conched for three days. Red fruit, no bitterness.
sweet; Milk chocolate with sea salt; 20 x 80 g; 54.00; wauthier; ambient; 360; 1.9; vegetarian gluten_free; milk soya; Namur; ; Forty per cent, and Brancaster salt.
sweet; Pralines, mixed box; 12 x 250 g; 118.80; wauthier; ambient; 90; 3.6; vegetarian; milk nuts soya gluten; Namur; ; Sixteen kinds. There is a map in the lid.
sweet; Orangettes; 12 x 150 g; 68.40; wauthier; ambient; 180; 2.1; vegan gluten_free; soya; Namur; ; Candied peel in dark chocolate. Dangerous beside a till.
sweet; Couverture drops, 58 %; 4 x 2.5 kg; 112.00; wauthier; ambient; 540; 10.3; vegan gluten_free; soya; Namur; ; For pastry kitchens.
sweet; Drinking chocolate flakes; 12 x 250 g; 58.80; wauthier; ambient; 540; 3.4; vegan gluten_free; soya; Namur; ; Melt it in milk. It is chocolate, not powder.
sweet; Salted liquorice; 24 x 150 g; 57.60; strandby; ambient; 540; 4.1; vegan; gluten; Denmark; ; You know who you are.
sweet; Cornish fudge; 18 x 160 g; 48.60; tregarrick; ambient; 120; 3.3; vegetarian gluten_free; milk; Cornwall; ; Crumbly, not chewy. Clotted cream and a long stir.
sweet; Nougat de Provence; 24 x 100 g; 64.80; fontvieille; ambient; 270; 2.7; vegetarian gluten_free; egg nuts; Provence; ; Lavender honey and a third of almonds.
sweet; Panforte, dark; 10 x 350 g; 72.00; collelungo; ambient; 365; 3.8; vegetarian; nuts gluten; Siena; ; Figs, walnuts, pepper, and the recipe that they will not give us.
sweet; Honey drops; 30 x 100 g; 51.00; waldhauser; ambient; 730; 3.3; vegetarian gluten_free; ; Styria; ; For singers and people who sell all day.
drink; Espresso blend, whole bean; 12 x 1 kg; 186.00; bassani; ambient; 540; 12.6; vegan organic gluten_free; ; Trieste; ; Chocolate, toast, a little smoke. Made for the machine in the corner.
drink; Filter coffee, ground; 24 x 250 g; 102.00; bassani; ambient; 365; 6.5; vegan gluten_free; ; Trieste; ; Lighter, for long mornings.
drink; Decaffeinated, whole bean; 12 x 500 g; 99.60; bassani; ambient; 540; 6.4; vegan gluten_free; ; Trieste; ; Washed with water in the mountains. Few can tell.
drink; Amber abbey ale; 24 x 330 ml; 49.20; driezwanen; ambient; 540; 15.8; vegan; gluten; Belgium; 6.5; Fruit, spice and a long head. Pour it slowly and leave the last finger.
drink; Dark strong ale; 24 x 330 ml; 58.80; driezwanen; ambient; 730; 15.8; vegan; gluten; Belgium; 9.2; Raisins, burnt sugar. One is enough, as a rule.
drink; Sour cherry beer; 12 x 375 ml corked; 46.80; driezwanen; ambient; 900; 9.2; vegan; gluten; Belgium; 5; Whole cherries in the barrel for half a year.
drink; Faugères rouge; 6 x 750 ml; 57.00; caussanel; ambient; 1825; 7.9; vegan organic; sulphites; Languedoc; 13.5; Schist, thyme, black olives. Open it before you light the stove.
drink; Picpoul, old vines; 6 x 750 ml; 49.80; caussanel; ambient; 900; 7.9; vegan organic; sulphites; Languedoc; 12.5; Salt and lemon. Oysters would be right.
drink; Rosé du Levant; 6 x 750 ml; 47.40; caussanel; ambient; 540; 7.9; vegan organic; sulphites; Languedoc; 12.5; Dry and pale. Gone by September.
drink; Dry farmhouse cider; 12 x 500 ml; 33.00; tregarrick; ambient; 540; 11.1; vegan gluten_free; sulphites; Cornwall; 6.2; Old orchard, wild yeast. Cloudy, as it should be.
drink; Elderflower cordial; 12 x 500 ml; 37.20; ballyfeard; ambient; 365; 9.9; vegan gluten_free; sulphites; Ireland; ; Picked in one week of June. One part to eight of water.
drink; Gentian spirit; 6 x 500 ml; 124.80; hinterrhein; ambient; 3650; 6.1; vegan gluten_free; ; Graubünden; 42; Earth and medicine. After the fondue, not before.
drink; Blackcurrant leaf tea; 12 x 60 g; 44.40; waldhauser; ambient; 730; 1.5; vegan organic gluten_free; ; Styria; ; Loose leaf, dried in the attic.
`;
