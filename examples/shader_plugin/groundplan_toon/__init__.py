"""Toon: the previz in a few flat colours with ink lines; a backend of a third party, whole."""
# ruff: noqa: ANN001, ANN201, ARG002  (types are left out: what goes in and out stands in the port)

import numpy as np

from groundplan.errors import CallCancelledError, PlanError
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import BackendOption, Capabilities, Licence
from groundplan.shader.encoders.control_clips import control_clip
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.planning import plan_for
from groundplan.shader.port import Delivered


class ToonShader:
    """Cuts colours into bands and inks their edges."""

    capabilities = Capabilities(
        name="toon",
        title="Toon (example plug-in)",
        family="other",
        version="1",
        controls=("rgb",),
        frames=FrameRule(),
        sizes=SizeRule(),
        rates=RateRule(),
        seeded=False,
        deterministic="bytes",
        licence=Licence(name="Apache-2.0", commercial=True),
        options=(BackendOption(name="bands", says="flat tones, 2 to 16", default="5"),),
    )

    def plan(self, brief, wish):
        """Return the plan; nothing is needed for it but the claims above."""
        if wish.option("bands", "5") not in {str(count) for count in range(2, 17)}:
            raise PlanError(f"{wish.option('bands')} bands", "give --set bands=2 to 16")
        return plan_for(self.capabilities, brief, wish)

    def encode(self, plan, pack, *, window=0, anchor=None):
        """Return the previz of a window, as it is."""
        check_pack(plan, pack)
        clips = {"rgb": control_clip("rgb", pack, window_of(plan, window))}
        arguments = {"bands": int(plan.options["bands"]), "video": {"$clip": "rgb"}}
        return ShaderCall(backend="toon", arguments=arguments, clips=clips)

    def submit(self, call, *, session):
        """Return the frames, drawn."""
        bands, source = call.arguments["bands"], call.clips["rgb"].astype(np.int32)
        frames = np.empty(source.shape, dtype=np.uint8)
        for index, picture in enumerate(source):
            if session.cancelled():
                raise CallCancelledError("toon was stopped", "nothing was paid; start it again")
            top = np.maximum(picture.max(axis=2, keepdims=True), 1)
            flat = picture * ((top * bands // 256 + 1) * 255 // bands) // top
            ink = np.abs(np.gradient(picture, axis=(0, 1))).max(axis=(0, 3)) > 25
            frames[index] = np.where(ink[..., None], 20, flat)
            session.progress(index + 1, len(source))
        return Delivered(frames=frames, device="cpu", libraries={"numpy": np.__version__})
