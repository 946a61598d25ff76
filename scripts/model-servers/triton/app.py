"""A model of Triton that takes as long as it is told to, and fails if that is negative. Arguments: port, gRPC port, metrics port."""

import sys
import time

import numpy as np
from pytriton.decorators import batch
from pytriton.model_config import ModelConfig, Tensor
from pytriton.triton import Triton, TritonConfig

port, grpc_port, metrics_port = map(int, sys.argv[1:])


@batch
def predict(seconds):
    if seconds[0][0] < 0:
        raise ValueError("Time does not run backwards.")
    time.sleep(float(seconds[0][0]))
    return [seconds]


number = [Tensor(name="seconds", dtype=np.float32, shape=(1,))]
answer = [Tensor(name="answer", dtype=np.float32, shape=(1,))]
ports = TritonConfig(http_address="127.0.0.1", http_port=port, grpc_port=grpc_port, metrics_port=metrics_port)
with Triton(config=ports) as triton:
    triton.bind("credit-risk", predict, number, answer, config=ModelConfig(max_batch_size=4))
    triton.serve()
