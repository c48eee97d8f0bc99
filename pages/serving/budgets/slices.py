"""What one open page sends is read a slice at a time, and no further while a message waits to be taken.

The server of Streamlit reads what has come in one go, up to a quarter of a megabyte: packed, that is a whole flood of ten thousand messages. Nobody
else is answered while they are taken apart, a second or two for each flooding page.
"""

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from pages.serving.deployment import of_uvicorn

SLICE = 4096  # [bytes] about three hundred packed messages of a flood, 10 to 20 ms; what a person does is one of them


class InSlices(WebSocketsSansIOProtocol):
    """A connection whose bytes wait in their order while what came before them is not taken."""

    def __init__(self, *settings: Any, **named: Any) -> None:
        super().__init__(*settings, **named)
        self._waiting = bytearray()

    def data_received(self, data: bytes) -> None:
        """Takes bytes of the network."""
        self._waiting += data
        self._read()

    def connection_lost(self, exc: Exception | None) -> None:
        """Leaves what a page that is cut had sent and nobody had begun to read."""
        self._waiting.clear()
        super().connection_lost(exc)

    async def receive(self) -> Any:
        """The next message for the application."""
        message = await super().receive()
        self._read()
        return message

    def _read(self) -> None:
        while self._waiting and not self.read_paused:
            piece = bytes(self._waiting[:SLICE])
            del self._waiting[:SLICE]
            super().data_received(piece)


def read_so() -> None:
    """Has the server that runs us read so what open pages send."""
    if (server := of_uvicorn.server()) is not None:
        server.config.ws_protocol_class = InSlices
