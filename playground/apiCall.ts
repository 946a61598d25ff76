/** Calls of Grafana's HTTP API and their answers, without HTTP. */

export interface ApiCall {
  method: string;
  /** As it was sent, without what follows a question mark. */
  path: string;
  parameters: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string | string[] | undefined>;
  /** As it was sent. */
  body: string;
}

export interface ApiAnswer {
  status: number;
  /** Absent: an empty body. */
  body?: unknown;
}
