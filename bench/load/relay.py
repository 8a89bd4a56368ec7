"""The yardstick for forwarding: aiortc's own relay, which decodes and encodes for each receiver.

`python -m bench.load.relay` answers offers, one JSON line each: the first comes from who sends.
"""

import asyncio
import json
import sys

from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaRelay


async def main() -> None:
    relay, kept, source = MediaRelay(), [], None
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        kept.append(connection)
        if source is not None:
            connection.addTrack(relay.subscribe(source, buffered=False))
        offer = RTCSessionDescription(json.loads(line), "offer")
        await connection.setRemoteDescription(offer)
        if source is None:
            source = connection.getReceivers()[0].track
        await connection.setLocalDescription(await connection.createAnswer())
        print(json.dumps(connection.localDescription.sdp), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
