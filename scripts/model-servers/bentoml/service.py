"""A BentoML service that takes as long as it is told to, and fails if that is negative. Started by `bentoml serve service:CreditRisk`."""

import asyncio

import bentoml


@bentoml.service(name="credit-risk")
class CreditRisk:
    @bentoml.api
    async def predict(self, seconds: float) -> float:
        if seconds < 0:
            raise ValueError("Time does not run backwards.")
        await asyncio.sleep(seconds)
        return seconds
