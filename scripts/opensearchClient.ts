/** The little of the HTTP interface of Elasticsearch and OpenSearch that set-up, demo and tests need. */
export class OpensearchClient {
  private readonly url: string;
  private readonly authorization: Record<string, string>;

  /** @param address may carry a user and a password: http://user:password@host:9200 */
  constructor(address: string) {
    const url = new URL(address);
    const { username, password } = url;
    const user = [username, password].map(decodeURIComponent).join(':');
    this.authorization = username ? { Authorization: `Basic ${Buffer.from(user).toString('base64')}` } : {};
    url.username = '';
    url.password = '';
    this.url = url.href.replace(/\/+$/, '');
  }

  /**
   * @param body JSON, or lines of JSON as they are
   * @throws a RefusedError with the server's reason
   */
  async ask<T>(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object | string): Promise<T> {
    const response = await fetch(`${this.url}/${path}`, {
      method,
      headers: {
        'Content-Type': typeof body === 'string' ? 'application/x-ndjson' : 'application/json',
        ...this.authorization,
      },
      body: typeof body === 'object' ? JSON.stringify(body) : body,
    });
    const text = await response.text();
    if (!response.ok) {
      throw new RefusedError(response.status, `${method} /${path} was refused (${response.status}): ${reasonIn(text)}`);
    }
    return JSON.parse(text) as T;
  }

  /**
   * Sends actions in portions, in their order. They can be searched after `refresh()`.
   * @throws an Error with the first reason for which one was refused
   */
  async bulk(actions: Iterable<BulkAction> | AsyncIterable<BulkAction>): Promise<void> {
    let portion = '';
    for await (const { action, body } of actions) {
      portion += `${JSON.stringify(action)}\n${JSON.stringify(body)}\n`;
      if (portion.length > PORTION) {
        await this.send(portion);
        portion = '';
      }
    }
    if (portion) {
      await this.send(portion);
    }
  }

  async refresh(indices: string): Promise<void> {
    await this.ask('POST', `${encodeURIComponent(indices)}/_refresh?ignore_unavailable=true`);
  }

  private async send(portion: string): Promise<void> {
    const { errors, items } = await this.ask<BulkAnswer>('POST', '_bulk', portion);
    const failed = errors ? items.flatMap((item) => Object.values(item)).find(({ error }) => error) : undefined;
    if (failed?.error) {
      throw new Error(`The record ${failed._id} was refused by ${failed._index}: ${chainOf(failed.error)}`);
    }
  }
}

/** In characters; half of it to double of it makes no difference. */
const PORTION = 4 << 20;

export interface BulkAction {
  action: Partial<Record<'create' | 'index' | 'update', { _index: string; _id?: string; pipeline?: string }>>;
  /** The document, or `{doc: ...}` of an update. */
  body: object;
}

interface Reason {
  reason?: string;
  caused_by?: Reason;
}

/** Of a script's own failure the first says only 'runtime error', the last what it was. */
function chainOf({ reason, caused_by: cause }: Reason): string {
  return [reason, cause && chainOf(cause)].filter(Boolean).join(': ');
}

interface BulkAnswer {
  errors: boolean;
  items: Array<Record<string, { _index: string; _id: string; error?: Reason }>>;
}

export class RefusedError extends Error {
  constructor(
    readonly status: number,
    message: string
  ) {
    super(message);
  }
}

function reasonIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: Reason | string };
    return (typeof error === 'object' ? chainOf(error) : error) ?? text;
  } catch {
    return text.slice(0, 500);
  }
}
