"""Calls over the network to hosts of video models. In: a shader call. Out: a checked video.

A call is paid once: what may have been accepted is never sent again, what was accepted is taken up
again by its request id, and only questions and uploads are repeated.
"""
