/**
 * A process with one native histogram on its /metrics, in the protobuf format, which alone can carry one:
 * io.prometheus.client.MetricFamily of https://github.com/prometheus/client_model, written by hand.
 */
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

const HISTOGRAM = 4;
const CONTENT_TYPE = 'application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited';

/**
 * Listens on a free port of 127.0.0.1. Of each three observations one is in (0.459, 0.5] and two are in (0.5, 0.545];
 * they sum up to 1.5. `observe` says how many times three there have been.
 */
export async function serveNativeHistogram(
  name: string,
  labels: Record<string, string>
): Promise<{ address: string; observe(times: number): void; stop(): void }> {
  let times = 1;
  const server: Server = createServer((_, response) => {
    const family = familyOf(name, labels, times);
    response.setHeader('Content-Type', CONTENT_TYPE);
    response.end(Buffer.from([...varintBytes(family.length), ...family]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `127.0.0.1:${port}`, observe: (count) => (times = count), stop };
}

function familyOf(name: string, labels: Record<string, string>, times: number): number[] {
  return message(
    text(1, name),
    varint(3, HISTOGRAM),
    nested(
      4,
      message(
        ...Object.entries(labels).map(([label, value]) => nested(1, message(text(1, label), text(2, value)))),
        // Two neighboring buckets: schema 3, one span, counts as differences.
        nested(
          7,
          message(
            varint(1, 3 * times),
            double(2, 1.5 * times),
            varint(5, zigzag(3)),
            double(6, 1e-6),
            varint(7, 0),
            nested(12, message(varint(1, zigzag(-8)), varint(2, 2))),
            varint(13, zigzag(times)),
            varint(13, zigzag(times))
          )
        )
      )
    )
  );
}

const message = (...fields: number[][]) => fields.flat();
const key = (field: number, wireType: number) => varintBytes((field << 3) | wireType);
const varint = (field: number, value: number) => [...key(field, 0), ...varintBytes(value)];
const nested = (field: number, bytes: number[]) => [...key(field, 2), ...varintBytes(bytes.length), ...bytes];
const text = (field: number, value: string) => nested(field, [...Buffer.from(value)]);
const zigzag = (value: number) => (value << 1) ^ (value >> 31);

function double(field: number, value: number): number[] {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return [...key(field, 1), ...bytes];
}

function varintBytes(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) {
      return [...bytes, rest];
    }
    bytes.push((rest % 128) | 128);
  }
}
