"""How long a browser may keep an answer."""

FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}  # one year, in seconds: these addresses change with their content
A_DAY = {"Cache-Control": "public, max-age=86400"}  # [s] a translated bundle keeps its name when a word of ours changes
NEVER = {"Cache-Control": "no-store"}
