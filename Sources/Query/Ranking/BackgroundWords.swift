/// Everyday words for a bank of texts: things, creatures, places, acts and looks, so that most
/// pictures have little to do with most of them. A change of the list is a change of every band.
package enum BackgroundWords {
  package static let all: [String] = words.split(whereSeparator: \.isWhitespace).map {
    String($0).replacing("_", with: " ")
  }

  private static let words = """
    dog cat horse cow sheep bird fish insect butterfly bear elephant lion monkey snake frog rabbit
    mouse duck chicken pig tree flower grass leaf forest mushroom cactus rose palm_tree garden
    mountain river lake sea beach desert island cave volcano waterfall sky cloud rain snow fog
    lightning rainbow sunset sunrise moon star fire smoke ice
    man woman child baby boy girl crowd family couple face hand eye hair beard smile tattoo
    shirt dress jacket trousers shoe hat glasses scarf glove belt necklace ring watch uniform suit
    house apartment castle church temple bridge tower factory school hospital shop market street
    road tunnel station airport harbour stadium museum library theatre office kitchen bathroom
    bedroom living_room corridor staircase roof window door wall fence floor ceiling
    car truck bus train tram bicycle motorcycle airplane helicopter boat ship submarine rocket
    tractor traffic_light road_sign wheel engine
    chair table sofa bed lamp shelf cupboard mirror carpet curtain clock vase candle pillow blanket
    bottle glass cup plate bowl fork knife spoon pan pot kettle oven refrigerator
    bread cake pizza sandwich salad soup pasta rice meat cheese egg fruit apple banana orange
    strawberry vegetable tomato potato carrot coffee tea beer wine chocolate ice_cream
    book newspaper letter map poster painting drawing sculpture photograph sign logo text diagram
    pen pencil scissors hammer saw screwdriver ladder rope bucket broom box bag suitcase umbrella
    key coin banknote telephone computer keyboard screen camera television radio headphones printer
    robot battery cable machine
    guitar piano violin drum trumpet microphone concert dance
    football basketball tennis golf swimming skiing surfing running climbing boxing fishing chess
    toy doll balloon kite puzzle playground
    wedding birthday_party funeral parade meeting lesson meal picnic camping hunting shopping
    cooking reading sleeping working driving flying
    doctor soldier police_officer firefighter cook farmer teacher nurse
    red green blue yellow black_and_white colourful dark bright blurry old new broken dirty empty
    wood metal glass_surface stone brick paper fabric plastic leather sand water
    circle square stripes pattern abstract close-up aerial_view portrait landscape night indoors
    outdoors underwater screenshot cartoon
    """
}
