"""Other names of garments, and what stands for those that the wardrobe lacks."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["ALIASES", "LIKENESSES"]


def _by_word(table: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(
        {
            word.strip().replace(" ", "_"): garment
            for garment, words in table.items()
            for word in words.split(",")
        }
    )


ALIASES: Final[Mapping[str, str]] = _by_word(
    {
        "shirt": "dress shirt, button up, pyjamas, pajamas, nightshirt",
        "t-shirt": "tshirt, tee, jersey, tee shirt",
        "polo": "polo shirt",
        "top": "tank top, tank, undershirt",
        "sweater": "pullover, jumper, sweatshirt",
        "hoodie": "hooded sweatshirt",
        "vest": "waistcoat, gilet",
        "hi_vis_vest": "high visibility vest, safety vest, hi vis, reflective vest",
        "jacket": "bomber jacket, leather jacket, denim jacket, windbreaker, anorak",
        "blazer": "suit jacket, sport coat, sports coat",
        "parka": "puffer jacket, down jacket, winter jacket, puffer, snowsuit",
        "coat": "overcoat, greatcoat, topcoat, fur coat, winter coat",
        "lab_coat": "white coat, doctor coat",
        "turnout_coat": "bunker gear, turnout gear, fire coat",
        "cape": "poncho, cloak",
        "suit": "trousersuit, pantsuit, business suit, trouser suit",
        "tuxedo": "dinner jacket",
        "uniform": "school uniform, fatigues, camouflage uniform",
        "overalls": "jumpsuit, coveralls, boiler suit, flight suit, coverall, romper",
        "tracksuit": "track suit, sweatsuit, sportswear",
        "spacesuit": "space suit, hazmat suit, diving suit",
        "armor": "armour, chainmail, plate armor, suit of armor",
        "gown": "sari, evening gown, evening dress, ball gown, ballgown, evening gown dress",
        "sundress": "summer dress, backless dress, minidress",
        "wedding_dress": "bridal gown, wedding gown, bridal dress",
        "robe": "bathrobe, dressing gown, toga, tunic, monk robe",
        "kimono": "hanfu, yukata, hanbok",
        "habit": "cassock, burqa, abaya",
        "trousers": "pants, slacks, chinos, cargo pants, khakis, breeches",
        "jeans": "denim jeans",
        "sweatpants": "joggers, track pants, jogging bottoms",
        "leggings": "tights, stocking, yoga pants, hose, pantyhose",
        "skirt": "kilt, miniskirt, mini skirt, tutu",
        "long_skirt": "maxi skirt",
        "shoes": "sneakers, trainers, slippers, heels, high heels, loafers, flats, pumps, socks, "
                 "sock, running shoes, dress shoes, stiletto, clogs",
        "sandals": "flip flops, flip flop",
        "boots": "work boots, ankle boots, hiking boots, cowboy boots, combat boots",
        "high_boots": "rain boots, rubber boots, wellingtons, knee boots, riding boots, wellies, "
                      "knee high boots",
        "hat": "cowboy hat, fedora, bowler hat, trilby, panama hat",
        "sun_hat": "straw hat, sunhat, sombrero, wide brimmed hat, witch hat",
        "chef_hat": "cook hat, toque",
        "cap": "baseball cap, beret, flat cap, peaked cap, police cap, graduation cap, visor",
        "beanie": "turban, knit cap, wool hat, woolly hat, bobble hat, santa hat, bonnet",
        "helmet": "bike helmet, motorcycle helmet",
        "hard_hat": "hardhat, construction helmet, safety helmet, fire helmet",
        "crown": "tiara, diadem",
        "hood": "headscarf, hijab, balaclava",
        "headband": "bandana, sweatband",
        "scarf": "shawl, stole",
        "tie": "necktie, cravat",
        "bow_tie": "bowtie",
        "backpack": "rucksack, knapsack",
        "glasses": "goggles, spectacles, eyeglasses, monocle",
        "sunglasses": "shades",
        "mask": "face mask, surgical mask",
        "gloves": "mittens, mitten, boxing gloves",
    }
)  # fmt: skip
"""By word with `_` for spaces: the garment of that cut."""

LIKENESSES: Final[Mapping[str, str]] = _by_word(
    {
        "t-shirt": "swimsuit, bikini, leotard, wetsuit, bra, lingerie, bathing suit, shirtless, "
                   "topless, bodysuit, corset, crop top",
        "shorts": "swim trunks, underwear, boxers, swimming trunks, trunks",
        "shirt": "costume, outfit, attire, clothes, clothing, garment, dress up",
        "hood": "wig",
        "scarf": "collar, necklace, boa",
        "vest": "harness, life jacket, bulletproof vest",
    }
)  # fmt: skip
"""By word: what is drawn instead, as a guess."""
