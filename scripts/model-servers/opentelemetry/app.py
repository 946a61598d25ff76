"""A server measured by the GenAI conventions of OpenTelemetry, exposed by its Prometheus exporter. Arguments: port, metrics port."""

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.view import ExplicitBucketHistogramAggregation, View
from prometheus_client import start_http_server

port, metrics_port = map(int, sys.argv[1:])
NAME = "gen_ai.server.request.duration"
BOUNDARIES = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]
provider = MeterProvider(
    [PrometheusMetricReader()],
    views=[View(instrument_name=NAME, aggregation=ExplicitBucketHistogramAggregation(BOUNDARIES))],
)
duration = provider.get_meter("model-servers").create_histogram(NAME, unit="s")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        start = time.perf_counter()
        seconds = json.loads(self.rfile.read(int(self.headers["content-length"])))["seconds"]
        attributes = {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": "openai",
            "gen_ai.request.model": "credit-risk",
        }
        if seconds < 0:
            attributes["error.type"] = "ValueError"
        else:
            attributes["gen_ai.response.model"] = "credit-risk-0613"
            time.sleep(seconds)
        duration.record(time.perf_counter() - start, attributes)
        self.send_response(500 if seconds < 0 else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


start_http_server(metrics_port, "127.0.0.1")
ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
