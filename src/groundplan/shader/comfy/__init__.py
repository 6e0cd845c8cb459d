"""ComfyUI. In: a graph and its control pictures. Out: the frames that a server's models made.

A graph is checked against what the server says of its own nodes before anything is queued, so that
no node pads, cuts, crops or leaves an input out in silence. Neither httpx nor websockets is loaded
before a call is sent.
"""
