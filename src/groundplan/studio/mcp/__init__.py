"""In: an outside agent's calls on one project. Out: bounded JSON, or one line of what is wrong.

`tools` lists what can be called, `calling` checks and runs a call, `server` speaks MCP over
standard input and output with the SDK of the extra `groundplan[mcp]`; nothing else imports that.
"""
