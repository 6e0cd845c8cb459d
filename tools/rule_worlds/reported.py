"""GP9xx that planning reports: a brief that brings each about, or a line as it is told."""

__all__ = ["BRIEFS", "FROM_ABOVE", "LINES"]

BRIEFS = {
    "GP920": "A cup stands on a table, 4 m away, 2 m away.",
    "GP921": "A man stands in a park, 7 kg.",
    "GP922": "A man waves, 0 mm lens, -3 m away.",
    "GP923": "A zorblax stands behind a chair.",
    "GP924": "A falcon sits on a fence. A woman with dreadlocks wears a kimono.",
    "GP925": "A man 40 m tall waits.",
    "GP926": "A chair stands to the left of a table. The chair stands to the right of the table.",
    "GP927": "A bedroom, 2 m by 2.4 m, with a double bed, a wardrobe and a desk.",
    "GP928": "A man walks from the car to the house, 1 m away.",
    "GP929": "A man sits at a desk.",
    "GP930": "A fish walks to the door.",
    "GP931": "A horse gallops 30 m to the left in 2 seconds, then stops.",
    "GP932": "Two men walk towards each other through a door.",
    "GP933": "A man moonwalks past a dog.",
    "GP936": "Ein Mann geht über die Straße.",
    "GP938": "Over-the-shoulder of Anna onto Ben, medium close-up, 50 mm. "
    "A wall stands 1 m behind Anna.",
    "GP939": "Crane up on a 1 m jib over a house.",
    "GP940": "Close-up of a man at noon, key 64:1 from camera left.",
}
FROM_ABOVE = frozenset({"GP932", "GP938"})
"""Of these a plan shows more than a frame."""
LINES = {
    "GP934": "the model took longer than 30 s; the embedded reading stands",
    "GP935": '"make her taller" meets a lock at woman.body: the director said so',
    "GP941": "the single of ben is kept as it is: you framed it by hand",
    "GP937": "the last line of ops.jsonl was cut off by a crash and is dropped",
    "GP999": "a plug-in found something that no rule lists",
}
