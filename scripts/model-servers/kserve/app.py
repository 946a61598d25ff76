"""A KServe model that takes as long as it is told to, and fails if that is negative. Argument: port."""

import asyncio
import sys

from kserve import Model, ModelServer


class Sleeper(Model):
    def load(self):
        self.ready = True

    async def predict(self, payload, headers=None, response_headers=None):
        seconds = payload["instances"][0]
        if seconds < 0:
            raise ValueError("Time does not run backwards.")
        await asyncio.sleep(seconds)
        return {"predictions": [seconds]}


model = Sleeper("credit-risk")
model.load()
ModelServer(http_port=int(sys.argv[1]), enable_grpc=False, workers=1).start([model])
