"""What lies beside a document, read once: the meshes and clips that its entities name."""

from typing import Final

from groundplan.assets.brought import BroughtMesh, read_mesh
from groundplan.errors import SceneError
from groundplan.motion.clips import JointMotion, read_motion
from groundplan.world.attachments import AttachmentReader, no_attachments
from groundplan.world.document import World

__all__ = ["EMPTY", "Library"]


class Library:
    """Reads each file at most once, however many entities share it."""

    def __init__(self, read: AttachmentReader = no_attachments) -> None:
        """Read through `read`: a store's `attachment`."""
        self._read = read
        self._meshes: dict[str, BroughtMesh] = {}
        self._motions: dict[str, JointMotion] = {}

    def mesh(self, sha256: str) -> BroughtMesh:
        """Return a mesh.

        Raises:
            StoreError: Its file is missing or damaged.
            SceneError: Its file is no mesh that can be drawn.
        """
        if sha256 not in self._meshes:
            self._meshes[sha256] = read_mesh(self._read("mesh", sha256))
        return self._meshes[sha256]

    def motion(self, world: World, sha256: str) -> JointMotion:
        """Return the motion of a clip of the document.

        Raises:
            StoreError: Its file is missing or damaged.
            SceneError: The document has no such clip, or its file can't be played.
        """
        if sha256 not in world.clips:
            raise SceneError(f"clip {sha256[:70]!r} is not in the document", "add it to `clips`")
        if sha256 not in self._motions:
            clip = world.clips[sha256]
            self._motions[sha256] = read_motion(self._read("clip", sha256), clip)
        return self._motions[sha256]

    def motions_of(self, world: World, entity_id: str) -> dict[str, JointMotion]:
        """Return the motion of every clip that is placed on an entity, by sha256."""
        names = {
            t.name for t in world.tracks.values() if t.entity == entity_id and t.kind == "clip"
        }
        return {name: self.motion(world, name) for name in sorted(names)}


EMPTY: Final = Library()
"""Of a world that names no files; asking it for one fails."""
