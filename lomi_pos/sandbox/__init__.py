"""lomi. in miniature, over real HTTP on this machine: for practice, training and tests.

It imports nothing else of lomi POS. What it answers is written after lomi.'s
own documentation and published source, so that it cannot repeat a mistake
made in our client. Start with ``lomi_pos.sandbox.server.SandboxServer``.
"""
