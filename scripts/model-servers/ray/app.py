"""A Ray Serve deployment that takes as long as it is told to, and fails if that is negative. Arguments: port, metrics port."""

import asyncio
import signal
import sys

import ray
from ray import serve

port, metrics_port = map(int, sys.argv[1:])


@serve.deployment(name="credit-risk", max_ongoing_requests=100)
class Sleeper:
    async def __call__(self, request) -> float:
        seconds = (await request.json())["seconds"]
        if seconds < 0:
            raise ValueError("Time does not run backwards.")
        await asyncio.sleep(seconds)
        return seconds


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False, _metrics_export_port=metrics_port)
serve.start(http_options={"host": "127.0.0.1", "port": port})
serve.run(Sleeper.bind(), name="scoring", route_prefix="/", blocking=True)
