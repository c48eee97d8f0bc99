"""A flood of messages is taken apart little by little; each one comes out whole, in its order."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest
import uvicorn
from websockets.asyncio.client import connect

from pages.serving.budgets.slices import SLICE, InSlices

HEAD = 6  # [bytes] of the smallest message of a browser (RFC 6455, section 5.2): 2, and 4 of its mask


def apart(story):
    """What a story of asyncio gives, in a thread without Playwright's loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, story).result()


@asynccontextmanager
async def serving(app):
    """The address of a server of that application."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, ws=InSlices, lifespan="off", log_level="critical"))
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield f"ws://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await task


@pytest.mark.parametrize(
    "sent", [[b"%d" % turn for turn in range(10_000)], [os.urandom(40 * SLICE), b"", b"x" * SLICE, b"end"]], ids=["many", "long"]
)
def test_messages_come_out_whole_and_in_their_order(sent):
    received, most, all_sent = [], [], asyncio.Event()

    async def app(_scope, receive, send):
        connection = receive.__self__
        await receive()
        await send({"type": "websocket.accept"})
        await all_sent.wait()
        while len(received) < len(sent):
            received.append((await receive())["bytes"])
            most.append(connection.queue.qsize())
        await send({"type": "websocket.send", "text": "all"})

    async def story():
        async with serving(app) as address, connect(address) as client:
            for message in sent:
                await client.send(message)
            all_sent.set()
            return await client.recv()

    assert apart(story()) == "all"
    assert received == sent
    assert max(most) < SLICE / HEAD  # never all of them at once
