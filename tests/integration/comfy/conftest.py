"""A ComfyUI server on the loopback that keeps to its protocol and runs no model.

Order of messages, addressing of sockets, queue, history and refusals follow ComfyUI's `server.py`
and `execution.py`; `Mishap` says what goes wrong. Its frames are the control, inverted.
"""
# pyright: basic
# ruff: noqa: ANN401, D102, D107

import base64
import contextlib
import hashlib
import importlib.util
import io
import json
import re
import struct
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import av
import numpy as np
import pytest
from PIL import Image

from groundplan.passes.pack import ControlPack
from groundplan.passes.render import PackOptions, write_pack
from groundplan.passes.video import encode_mp4
from groundplan.previz.port import Pass, RenderOptions
from groundplan.shader.brief import CameraMove, ShotBrief
from groundplan.shader.comfy.pace import Pace
from groundplan.shader.intents import ShotIntent
from groundplan.shader.plan import ShadePlan
from groundplan.shader.prompt.words import ShotWords
from groundplan.studio.registry import renderer

SAMPLERS = {"KSampler", "KSamplerAdvanced", "SamplerCustomAdvanced"}
NODES = json.loads((Path(__file__).parent / "object_info.json").read_text())


@dataclass
class Mishap:
    """What a server does wrong, or other than usual."""

    lost_after: int = 0
    """Messages after which the socket breaks; it may be opened again."""
    refuses_sockets: bool = False
    no_final: bool = False
    late_looks: int = 0
    """Looks at the history between the final message and the outputs."""
    fails: tuple[str, str] = ("", "")
    """Exception type and message of the sampler."""
    cached: bool = False
    own_ids: bool = False
    """As servers before 0.3.48: the prompt id that a client gives is not taken."""
    answer_lost: bool = False
    """The graph is queued, and the connection ends without an answer."""
    dies: bool = False
    """The graph is queued, and the server answers nothing for a while."""
    never_queued: bool = False
    """The connection ends before anything is queued."""
    forgets: bool = False
    """It is started anew while the graph runs."""
    waits: bool = False
    """The sampler goes on until it is interrupted."""
    replies: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """Path to what is answered instead, once each."""
    spoils: Callable[[list[bytes]], list[bytes]] = list
    """What becomes of the files before they are kept."""


class Comfy:
    """The server's state: what was asked of it, and what it holds."""

    def __init__(self, mishap: Mishap) -> None:
        self.mishap = mishap
        self.posted: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.uploads: dict[str, bytes] = {}
        self.sockets: dict[str, Socket] = {}
        self.sent: list[tuple[str, str]] = []
        self.running: list[list[Any]] = []
        self.history: dict[str, Any] = {}
        self.files: dict[str, bytes] = {}
        self.mended: list[str] = []
        self.stop = threading.Event()
        self.closing = threading.Event()
        self.dead = False
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {"comfy": self}))
        self._http.daemon_threads = True
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.01}
        )
        self._thread.start()
        self._workers: list[threading.Thread] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def close(self) -> None:
        self.closing.set()
        self.stop.set()
        for worker in self._workers:
            worker.join(timeout=5)
        for socket in list(self.sockets.values()):
            socket.close()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(timeout=5)

    def tell(self, kind: str, client: str, **data: Any) -> None:
        """Send a message to the client that queued the graph, and to nobody else."""
        self.sent.append((kind, client))
        socket = self.sockets.get(client)
        if socket is None:
            return
        socket.send(json.dumps({"type": kind, "data": data}).encode())
        socket.count += 1
        if self.mishap.lost_after and socket.count >= self.mishap.lost_after:
            self.mishap.lost_after = 0
            socket.close()

    def enqueue(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        errors = node_errors(body["prompt"])
        if errors:
            said = {"type": "prompt_outputs_failed_validation", "message": "Prompt outputs failed"}
            return 400, {"error": said, "node_errors": errors}
        given = body.get("prompt_id")
        prompt_id = str(uuid.uuid4()) if self.mishap.own_ids or not given else given
        self.posted.append(body)
        extra = {**body.get("extra_data", {}), "client_id": body["client_id"]}
        entry = [len(self.posted), prompt_id, body["prompt"], extra, []]
        self.running.append(entry)
        worker = threading.Thread(target=self._run, args=(entry,), daemon=True)
        self._workers.append(worker)
        worker.start()
        return 200, {"prompt_id": prompt_id, "number": entry[0], "node_errors": {}}

    def _run(self, entry: list[Any]) -> None:
        _, prompt_id, prompt, extra, _ = entry
        client, mishap = extra["client_id"], self.mishap
        self.tell("execution_start", client, prompt_id=prompt_id)
        done = list(prompt) if mishap.cached else []
        self.tell("execution_cached", client, nodes=done, prompt_id=prompt_id)
        if mishap.forgets:
            self.running.remove(entry)
            return
        for key, node in prompt.items():
            if mishap.cached:
                break
            self.tell("executing", client, node=key, prompt_id=prompt_id)
            if node["class_type"] in SAMPLERS and not self._sample(key, entry):
                return
        result, files = self._result(prompt)
        names = [f"frame_{prompt_id[:8]}_{i:05}_.{kind}" for i, (kind, _) in enumerate(files)]
        self.files |= {
            f"groundplan/{name}": data for name, (_, data) in zip(names, files, strict=True)
        }
        kept = [{"filename": n, "subfolder": "groundplan", "type": "output"} for n in names]
        self.tell("executed", client, node=result, output={"images": kept}, prompt_id=prompt_id)
        if not mishap.no_final:
            self.tell("execution_success", client, prompt_id=prompt_id)
        self._keep(entry, "success", {result: {"images": kept}}, [])
        self.tell("executing", client, node=None, prompt_id=prompt_id)

    def _sample(self, key: str, entry: list[Any]) -> bool:
        _, prompt_id, prompt, extra, _ = entry
        client = extra["client_id"]
        if self.mishap.waits:
            self.tell("progress", client, value=1, max=4, node=key, prompt_id=prompt_id)
            self.stop.wait(timeout=10)
            where = {"node_id": key, "node_type": prompt[key]["class_type"], "prompt_id": prompt_id}
            if not self.closing.is_set():
                self.tell("execution_interrupted", client, **where)
            self._keep(entry, "error", {}, [["execution_interrupted", where]])
            return False
        steps = steps_of(prompt, key)
        for step in range(steps):
            self.preview(client)
            self.tell("progress", client, value=step + 1, max=steps, node=key, prompt_id=prompt_id)
        kind, message = self.mishap.fails
        if not kind:
            return True
        told = {
            "prompt_id": prompt_id, "node_id": key, "node_type": prompt[key]["class_type"],
            "exception_type": kind, "exception_message": message, "traceback": [],
        }  # fmt: skip
        self.tell("execution_error", client, **told)
        self._keep(entry, "error", {}, [["execution_error", told]])
        return False

    def preview(self, client: str) -> None:
        """Send a binary message, as pictures of half-made latents are."""
        socket = self.sockets.get(client)
        if socket is not None:
            socket.send(struct.pack(">II", 1, 1) + b"\xff\xd8jpeg", opcode=2)

    def _keep(self, entry: list[Any], status: str, outputs: Any, messages: Any) -> None:
        told = {"status_str": status, "completed": status == "success", "messages": messages}
        item = {"prompt": entry, "outputs": outputs, "status": told, "late": self.mishap.late_looks}
        self.history[entry[1]] = item
        self.settle(item)

    def settle(self, item: dict[str, Any]) -> None:
        """Take a graph out of the queue once its history shows: ComfyUI does both at once."""
        if item["late"] <= 0 and item["prompt"] in self.running:
            self.running.remove(item["prompt"])

    def _result(self, prompt: dict[str, Any]) -> tuple[str, list[tuple[str, bytes]]]:
        """Return the saving node and its files: the control inverted, in the size of the graph."""
        ((key, saver),) = ((k, n) for k, n in prompt.items() if n["class_type"].startswith("Save"))
        count, width, height = shape_of(prompt)
        control = self._control(prompt)
        want = (count, height, width)
        if "LTXVAddGuide" in kinds_of(prompt):
            want = (count, height // 2, width // 2)
        if control.shape[:3] != want and len(control) > 1:
            self.mended.append(f"{control.shape[:3]} for {want}")
        grown = control.repeat(height // control.shape[1], 1).repeat(width // control.shape[2], 2)
        frames = 255 - (grown if len(grown) > 1 else grown.repeat(count, 0))
        if saver["class_type"] == "SaveVideo":
            files = [encode_mp4(frames, rate=Fraction(16))]
            return key, [("mp4", data) for data in self.mishap.spoils(files)]
        return key, [("png", data) for data in self.mishap.spoils([png_of(f) for f in frames])]

    def _control(self, prompt: dict[str, Any]) -> np.ndarray:
        for node in prompt.values():
            if node["class_type"] == "LoadVideo":
                return frames_of(self.uploads[node["inputs"]["file"]])
        (image,) = (n["inputs"]["image"] for n in prompt.values() if n["class_type"] == "LoadImage")
        return np.asarray(Image.open(io.BytesIO(self.uploads[image])))[None]


class Socket:
    """The server's end of a WebSocket (RFC 6455): it sends, and answers nothing but closing."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        self._handler = handler
        self._lock = threading.Lock()
        self.count = 0
        self.open = True

    def send(self, data: bytes, opcode: int = 1) -> None:
        size = len(data)
        head = bytes([0x80 | opcode]) + (
            bytes([size]) if size < 126 else b"\x7e" + struct.pack(">H", size) if size < 65536
            else b"\x7f" + struct.pack(">Q", size)
        )  # fmt: skip
        with self._lock:
            if self.open:
                try:
                    self._handler.wfile.write(head + data)
                except OSError:
                    self.open = False

    def close(self) -> None:
        self.open = False
        with contextlib.suppress(OSError):
            self._handler.connection.shutdown(2)


def kinds_of(prompt: dict[str, Any]) -> set[str]:
    return {node["class_type"] for node in prompt.values()}


def steps_of(prompt: dict[str, Any], key: str) -> int:
    node = prompt[key]
    if node["class_type"] == "KSampler":
        return node["inputs"]["steps"]
    if node["class_type"] == "KSamplerAdvanced":
        inputs = node["inputs"]
        return min(inputs["steps"], inputs["end_at_step"]) - inputs["start_at_step"]
    sigmas = prompt[node["inputs"]["sigmas"][0]]
    if sigmas["class_type"] == "ManualSigmas":
        return len(sigmas["inputs"]["sigmas"].split(",")) - 1
    return sigmas["inputs"]["steps"]


def shape_of(prompt: dict[str, Any]) -> tuple[int, int, int]:
    """Return frames, width and height that a graph makes."""
    for node in prompt.values():
        inputs = node["inputs"]
        if isinstance(inputs.get("length"), int):
            twice = 2 if node["class_type"] == "EmptyLTXVLatentVideo" else 1
            return inputs["length"], inputs["width"] * twice, inputs["height"] * twice
    raise AssertionError


def node_errors(prompt: dict[str, Any]) -> dict[str, Any]:
    """Return ComfyUI's complaints about choices and missing inputs, in its own shape."""
    errors = {}
    for key, node in prompt.items():
        groups = NODES[node["class_type"]]["input"]
        for name, spec in {**groups["required"], **groups.get("optional", {})}.items():
            value, more = node["inputs"].get(name), spec[1]
            choices = spec[0] if isinstance(spec[0], list) else more.get("options")
            uploads = more.get("image_upload") or more.get("video_upload")
            if value is None and name in groups["required"]:
                errors[key] = complaint("Required input is missing", name, node)
            elif choices and not uploads and value is not None and value not in choices:
                errors[key] = complaint("Value not in list", f"{name}: {value!r} not in list", node)
    return errors


def complaint(message: str, details: str, node: dict[str, Any]) -> dict[str, Any]:
    one = {"type": "x", "message": message, "details": details, "extra_info": {}}
    return {"errors": [one], "dependent_outputs": [], "class_type": node["class_type"]}


def png_of(frame: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(frame).save(buffer, format="PNG")
    return buffer.getvalue()


def frames_of(data: bytes) -> np.ndarray:
    """Return a clip as ComfyUI's LoadVideo and GetVideoComponents read it, in 8 bit."""
    with av.open(io.BytesIO(data), "r") as container:
        frames = list(container.decode(video=0))
    assert {frame.format.name for frame in frames} == {"rgb24"}
    return np.stack([frame.to_ndarray(format="rgb24") for frame in frames])


class Handler(BaseHTTPRequestHandler):
    """One request."""

    comfy: Comfy
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Stay quiet."""

    def reply(self, status: int, body: object) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def spoiled(self, path: str) -> bool:
        self.comfy.asked.append(f"{self.command} {path}")
        if self.comfy.dead:
            self.connection.shutdown(2)
            return True
        told = self.comfy.mishap.replies.pop(path, None)
        if told is not None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.reply(*told)
        return told is not None

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {key: value[0] for key, value in parse_qs(url.query).items()}
        if url.path == "/ws":
            return self.socket(query["clientId"])
        if self.spoiled(url.path):
            return None
        return self.reply(*self.answer(url.path, query))

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, object]:
        head, _, last = path.rpartition("/")
        if head == "/object_info":
            return 200, {last: NODES[last]} if last in NODES else {}
        if head == "/history":
            return 200, self.looked(last)
        if path == "/queue":
            return 200, {"queue_running": self.comfy.running, "queue_pending": []}
        if path == "/view":
            data = self.comfy.files.get(f"{query['subfolder']}/{query['filename']}")
            return (404, b"") if data is None else (200, data)
        if path == "/system_stats":
            device = {"name": "cuda:0 Fake", "type": "cuda"}
            return 200, {"system": {"comfyui_version": "0.3.99"}, "devices": [device]}
        return 404, b""

    def looked(self, prompt_id: str) -> dict[str, Any]:
        item = self.comfy.history.get(prompt_id)
        if item is None:
            return {}
        if item["late"] > 0:
            item["late"] -= 1
            self.comfy.settle(item)
            return {}
        return {prompt_id: {key: value for key, value in item.items() if key != "late"}}

    def do_POST(self) -> None:
        if self.spoiled(self.path):
            return None
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/upload/image":
            return self.reply(200, self.upload(data))
        body = json.loads(data)
        if self.path == "/prompt":
            return self.prompt(body)
        if self.path == "/interrupt" and body["prompt_id"] in [e[1] for e in self.comfy.running]:
            self.comfy.stop.set()
        return self.reply(200, b"")

    def prompt(self, body: dict[str, Any]) -> None:
        if self.comfy.mishap.never_queued:
            self.comfy.mishap.never_queued = False
            return self.connection.shutdown(2)
        status, answer = self.comfy.enqueue(body)
        self.comfy.dead = self.comfy.mishap.dies
        if self.comfy.mishap.answer_lost or self.comfy.dead:
            return self.connection.shutdown(2)
        return self.reply(status, answer)

    def upload(self, data: bytes) -> dict[str, str]:
        boundary = self.headers["Content-Type"].partition("boundary=")[2].encode()
        parts: dict[str, bytes] = {}
        name = ""
        for part in data.split(b"--" + boundary)[1:-1]:
            head, _, body = part.strip(b"\r\n").partition(b"\r\n\r\n")
            field_name = re.search(rb' name="([^"]*)"', head)
            file_name = re.search(rb'filename="([^"]*)"', head)
            assert field_name is not None
            name = file_name[1].decode() if file_name else name
            # Only the line break before the boundary is not the file's own.
            parts[field_name[1].decode()] = (
                part[part.index(b"\r\n\r\n") + 4 : -2] if file_name else body
            )
        folder = parts["subfolder"].decode()
        self.comfy.uploads[f"{folder}/{name}"] = parts["image"]
        return {"name": name, "subfolder": folder, "type": "input"}

    def socket(self, client: str) -> None:
        if self.comfy.mishap.refuses_sockets:
            return self.reply(404, b"")
        key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        accept = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()  # noqa: S324
        self.send_response(101)
        for name, value in (
            ("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", accept),
        ):  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        socket = self.comfy.sockets[client] = Socket(self)
        socket.send(json.dumps({"type": "status", "data": {"sid": client}}).encode())
        while socket.open:
            try:
                if not self.connection.recv(4096):
                    break
            except OSError:
                break
            socket.close()  # the client says nothing but goodbye
        self.close_connection = True
        return None


@pytest.fixture
def serve() -> Iterator[Callable[..., Comfy]]:
    """Return a starter of servers; `Mishap` fields are its arguments."""
    servers: list[Comfy] = []

    def start(**mishap: Any) -> Comfy:
        servers.append(Comfy(Mishap(**mishap)))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def pace() -> Pace:
    """Return waits of hundredths of a second."""
    return Pace(poll_s=0.03, look_s=0.2, settle_s=0.5, lost_s=0.4, answer_s=5.0)


@pytest.fixture(scope="session")
def pack_for(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[ShadePlan], ControlPack]:
    """Return a renderer of the plate before a wall that the unit tests film, in a plan's form."""
    path = Path(__file__).parents[2] / "unit" / "shader" / "conftest.py"
    spec = importlib.util.spec_from_file_location("plate_stage", path)
    assert spec is not None
    assert spec.loader is not None
    plates = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(plates)

    def render(plan: ShadePlan) -> ControlPack:
        stage = plates._stage(plan.size_px, frames=plan.frame_count)
        rate, per = plan.rate
        stage = replace(stage, clock=replace(stage.clock, fps_num=rate, fps_den=per))
        folder = tmp_path_factory.mktemp("plates") / "pack"
        passes = frozenset({Pass.BEAUTY, Pass.DEPTH, Pass.INSTANCE})
        options = PackOptions(
            render=RenderOptions(passes=passes), threads=1, previews=(), contact_sheet=False
        )
        write_pack(renderer("numba"), stage, folder, options=options)
        return ControlPack.open(folder)

    return render


@pytest.fixture
def brief() -> ShotBrief:
    """Return the brief of those plates: 9 frames of 128x128 px at 16 frames/s."""
    return ShotBrief(
        world_hash="ab" * 32,
        shot="SH010",
        name="1",
        size_px=(128, 128),
        rate=(16, 1),
        frame_count=9,
        camera=CameraMove(move="dolly_in", travel_m=(0.0, 0.0, -1.2), focal_mm=24.0),
        intents=(ShotIntent(name="camera_path", says="dolly in"),),
        words=ShotWords(place="a bare room"),
    )
