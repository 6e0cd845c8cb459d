"""GP9xx that planning reports: a brief that brings each about, or a line as it is told."""

__all__ = ["BRIEFS", "LINES"]

BRIEFS = {
    "GP920": "A cup stands on a table, 4 m away, 2 m away.",
    "GP921": "A man stands in a park, 7 kg.",
    "GP922": "A man waves, 0 mm lens, -3 m away.",
    "GP923": "A zorblax stands behind a chair.",
    "GP924": "A falcon sits on a fence. A woman with dreadlocks wears a kimono.",
    "GP925": "A man 40 m tall waits.",
    "GP926": "A chair stands to the left of a table. The chair stands to the right of the table.",
    "GP928": "A man walks from the car to the house, 1 m away.",
    "GP929": "A man sits at a desk.",
    "GP930": "A fish walks to the door.",
    "GP931": "A horse gallops 30 m to the left in 2 seconds, then stops.",
    "GP933": "A man moonwalks past a dog.",
    "GP936": "Ein Mann geht über die Straße.",
}
LINES = {
    "GP927": "nobody can walk to the bed: the wardrobe leaves 0.21 m",
    "GP932": "two bodies meet on their ways and overlap by 0.65 m: there is no room",
    "GP934": "the model took longer than 30 s; the embedded reading stands",
    "GP935": '"make her taller" meets a lock at woman.body: the director said so',
    "GP938": "medium close-up, 50 mm, a wall 1 m behind the camera: 0.41 m are missing",
    "GP939": "crane up: 62 % as large as usual, so that a jib is able to do it",
    "GP940": "8:1 was asked and 5.2:1 is the most that the walls' bounce allows",
    "GP941": "the single of ben is kept as it is: you framed it by hand",
    "GP937": "the last line of ops.jsonl was cut off by a crash and is dropped",
    "GP999": "a plug-in found something that no rule lists",
}
