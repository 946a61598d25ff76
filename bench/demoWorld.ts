/** The demo's servers, for benchmarks: those that are named, else of a demo that is started for it. */
import { startDemo } from '../demo/start';

export interface DemoServers {
  prometheusUrl: string;
  /** Undefined where no OpenSearch can run. */
  elasticsearchUrl?: string;
  stop(): Promise<void>;
}

/** The model with classes that benchmarks ask about. */
export const MODEL = 'credit-risk';

/** How benchmarks name the servers of a demo that runs already, for parseArgs. */
export const serverOptions = { prometheus: { type: 'string' }, elasticsearch: { type: 'string' } } as const;

/** @throws an Error that says what to do, where a demo runs already and its servers are not named */
export async function demoServers(named: { prometheus?: string; elasticsearch?: string }): Promise<DemoServers> {
  const { prometheus, elasticsearch } = named;
  if (prometheus !== undefined) {
    return { prometheusUrl: prometheus, elasticsearchUrl: elasticsearch, stop: () => Promise.resolve() };
  }
  try {
    return await startDemo();
  } catch (error) {
    const { message } = error as Error;
    throw new Error(
      `${message} To use one that runs, name its servers: --prometheus=http://... --elasticsearch=http://...`
    );
  }
}
