"""Which of the CC0 models are baked, and how: no brands, no animals, nothing design-protected."""

from dataclasses import dataclass, field

__all__ = ["CHOICES", "Choice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One model to bake."""

    model: str
    """Its folder in the package."""
    yaw: int = 0
    """Turn that makes it face +Z [degrees, a multiple of 90]."""
    triangles: int = 2600
    main: str = ""
    """Part of the name of the material that takes the entity's colour; the largest when empty."""
    roles: dict[str, str] = field(default_factory=dict[str, str])
    """Roles by a part of a material's name, where the nearest colour misleads."""
    drop: tuple[str, ...] = ()
    """Parts of names of materials that are left out."""


CHOICES: dict[str, Choice] = {
    "armchair": Choice(model="armchair2"),
    "ammo_box": Choice(model="ammoBox"),
    "antique_chair": Choice(model="antiqueChair"),
    "baby_bottle": Choice(model="mamadeira"),
    "banquet_chair": Choice(model="chair2"),
    "bar_stool": Choice(model="silla2"),
    "barrel": Choice(model="barrel", triangles=1600),
    "bed": Choice(model="bed3", triangles=3000),
    "beer_glass": Choice(model="beerGlass", triangles=1200),
    "bidet": Choice(model="bidet", triangles=1600),
    "boots": Choice(model="bootie"),
    "bread": Choice(model="bread", triangles=1600),
    "briefcase": Choice(model="briefcase"),
    "butter": Choice(model="butter", triangles=1000),
    "cactus_pot": Choice(model="cactus", triangles=3000, main="pot",
                         roles={"green": "leaf", "thorns": "pale"}),
    "cafe_chair": Choice(model="thonet"),
    "ceiling_fan": Choice(model="ceilingFan"),
    "chair": Choice(model="chairWithCushion"),
    "chandelier": Choice(model="lamp2"),
    "chesterfield": Choice(model="winchesterSofa", triangles=3000),
    "club_chair": Choice(model="winchesterArmchair", triangles=3000),
    "coffee_cup": Choice(model="caffe_final", triangles=1600),
    "comb": Choice(model="comb"),
    "cooktop": Choice(model="mano_cooktop"),
    "corner_sofa": Choice(model="sofa"),
    "crate": Choice(model="crate", triangles=1400),
    "crib": Choice(model="babyRockingBed", triangles=3000),
    "cupboard": Choice(model="cupboard"),
    "cupcake": Choice(model="cupcake"),
    "deck_chair": Choice(model="deckChair"),
    "desk": Choice(model="desk"),
    "desk_calendar": Choice(model="kalender", triangles=1200),
    "desk_lamp": Choice(model="desklamp", triangles=1800),
    "dining_table": Choice(model="table"),
    "drafting_table": Choice(model="technicalTable2"),
    "drawers": Choice(model="drawersCabinet", triangles=1600),
    "dustbin": Choice(model="dustbin", triangles=1800),
    "electric_fan": Choice(model="tableFan"),
    "electric_guitar": Choice(model="electricGuitar", triangles=3000),
    "emergency_sign": Choice(model="emergencySign", triangles=400),
    "figurine": Choice(model="deer", triangles=1800),
    "fire_extinguisher": Choice(model="fireExtinguisher"),
    "flower_box": Choice(model="flowerBox", triangles=3000),
    "folding_stool": Choice(model="foldingChair", triangles=1600),
    "forklift": Choice(model="forkLift", yaw=90, triangles=4000),
    "fridge": Choice(model="refrigerator"),
    "glass_cabinet": Choice(model="bookcase", triangles=1600),
    "grand_piano": Choice(model="pianoAQueue", triangles=4000),
    "handbag": Choice(model="handbag"),
    "headphones": Choice(model="headphones"),
    "hot_dog": Choice(model="hotDog"),
    "iron_fence": Choice(model="fence", triangles=4000),
    "iron_bed": Choice(model="bed1"),
    "kitchen_sink": Choice(model="sinkCabinet"),
    "knife_rack": Choice(model="knifeStandSwap"),
    "locker": Choice(model="lockedLocker", triangles=1600),
    "mailbox": Choice(model="mofx_mailbox", triangles=1600),
    "marker": Choice(model="textMarker", triangles=1000),
    "milk_carton": Choice(model="tetrapak", triangles=900),
    "nightstand": Choice(model="bedsideTable2", triangles=1200),
    "office_desk": Choice(model="lbDesk", triangles=1600),
    "orchid": Choice(model="orchids", triangles=3000),
    "pallet": Choice(model="pallet", triangles=1600),
    "parasol": Choice(model="umbrella", triangles=1800),
    "perfume": Choice(model="flacon", triangles=1000),
    "piano_bench": Choice(model="pianoBench"),
    "plant_box": Choice(model="plantie"),
    "plastic_chair": Choice(model="plasticChair"),
    "plastic_crate": Choice(model="box"),
    "playground": Choice(model="childHut", triangles=5000),
    "playing_cards": Choice(model="cardGame", triangles=400),
    "potty": Choice(model="potty", triangles=1200),
    "radiator": Choice(model="radiator3", triangles=5000),
    "range_hood": Choice(model="rangeHood", triangles=1200),
    "rock": Choice(model="rock1", triangles=1200),
    "rock_flat": Choice(model="rock3", triangles=1200),
    "rocking_horse": Choice(model="caballito", yaw=90),
    "ruler": Choice(model="ruler", triangles=800),
    "scissors": Choice(model="cissors_swap", triangles=1800),
    "seesaw": Choice(model="seesaw"),
    "shower": Choice(model="showerStall"),
    "single_bed": Choice(model="bed2", triangles=3000),
    "slippers": Choice(model="slippers", triangles=1600),
    "loveseat": Choice(model="sofa2"),
    "sofa": Choice(model="couch"),
    "spiral_staircase": Choice(model="spiralStaircase", triangles=4000),
    "spring_rider": Choice(model="motorbike", yaw=-90),
    "stone_lantern": Choice(model="lantern"),
    "succulent": Choice(model="littlePlant", main="Pot", roles={"Leaf": "leaf"}),
    "tablecloth_table": Choice(model="tableWithTablecloth", triangles=2000),
    "tatami": Choice(model="tatami", triangles=800),
    "teddy_bear": Choice(model="teddyBear"),
    "toilet": Choice(model="toiletsUnit", triangles=2000),
    "toilet_brush": Choice(model="toiletBrush", triangles=1200),
    "towel": Choice(model="towel3", triangles=1600),
    "toy_plane": Choice(model="cartoon_biplane", triangles=3000),
    "tv": Choice(model="led_tv", triangles=1400),
    "tv_cabinet": Choice(model="televisionCabinet"),
    "umbrella_folded": Choice(model="umbrellaFolded", triangles=1800),
    "urinal": Choice(model="urinal", triangles=1200),
    "vanity": Choice(model="modernVanity"),
    "washbasin": Choice(model="washbasin", triangles=1800),
    "wheelbarrow": Choice(model="wheelbarrow", yaw=-90),
    "whiteboard": Choice(model="whiteBoard"),
    "wooden_chair": Choice(model="osakaChair", triangles=1600),
    "wooden_doll": Choice(model="woodToy", triangles=1600),
    "yogurt_bottle": Choice(model="yogurtBottle", triangles=900),
}  # fmt: skip
