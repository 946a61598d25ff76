"""A model of MLServer that takes as long as it is told to, and fails if that is negative."""

import asyncio

import numpy as np
from mlserver import MLModel
from mlserver.codecs import decode_args


class Sleeper(MLModel):
    @decode_args
    async def predict(self, seconds: np.ndarray) -> np.ndarray:
        if seconds[0] < 0:
            raise ValueError("Time does not run backwards.")
        await asyncio.sleep(float(seconds[0]))
        return seconds
