import { type DataQueryResponse, LoadingState } from '@grafana/data';
import { Subject } from 'rxjs';

import { type Asker, RequestSharing } from './requestSharing';

const asker = (identity: string | undefined, run = 'run-1', startTime = 0): Asker => ({ identity, run, startTime });

function world() {
  let time = 0;
  const started: Array<Subject<DataQueryResponse>> = [];
  const sharing = new RequestSharing(() => time);
  const ask = (who: Asker, key = 'key') => {
    const got: DataQueryResponse[] = [];
    const failed: unknown[] = [];
    const subscription = sharing
      .share(key, who, () => {
        started.push(new Subject());
        return started[started.length - 1];
      })
      .subscribe({ next: (response) => got.push(response), error: (error: unknown) => failed.push(error) });
    return { got, failed, leave: () => subscription.unsubscribe() };
  };
  return { started, ask, pass: (ms: number) => (time += ms) };
}

const done: DataQueryResponse = { data: [], state: LoadingState.Done };

describe('requests are shared', () => {
  it('by two panels that ask at once', () => {
    const { started, ask } = world();
    const a = ask(asker('a'));
    const b = ask(asker('b'));
    started[0].next(done);
    expect(started).toHaveLength(1);
    expect([a.got, b.got]).toEqual([[done], [done]]);
  });

  it('by a panel that asks a little later in the same refresh', () => {
    const { started, ask, pass } = world();
    ask(asker('a'));
    started[0].next(done);
    pass(4000);
    expect(ask(asker('b')).got).toEqual([done]);
    expect(started).toHaveLength(1);
  });

  it('by the two runs of a panel while its dashboard settles its variables', () => {
    const { started, ask } = world();
    ask(asker('a', 'run-1', 0));
    ask(asker('a', 'run-2', 300));
    expect(started).toHaveLength(1);
  });

  it('by two targets of one panel', () => {
    const { started, ask } = world();
    ask(asker('a'));
    started[0].next(done);
    ask(asker('a'));
    expect(started).toHaveLength(1);
  });

  it('without an identity, if they started within a second of each other', () => {
    const { started, ask } = world();
    ask(asker(undefined, 'run-1', 0));
    ask(asker(undefined, 'run-2', 900));
    ask(asker(undefined, 'run-3', 1500));
    expect(started).toHaveLength(2);
  });

  it('only as whole answers', () => {
    const { started, ask } = world();
    const a = ask(asker('a'));
    started[0].next({ data: [], state: LoadingState.Loading });
    expect(a.got).toEqual([]);
    started[0].next(done);
    expect(a.got).toEqual([done]);
  });
});

describe('requests are not shared', () => {
  it('under another key', () => {
    const { started, ask } = world();
    ask(asker('a'), 'one');
    ask(asker('b'), 'two');
    expect(started).toHaveLength(2);
  });

  it('with the same panel in a later refresh, whose request serves the other panels of that refresh', () => {
    const { started, ask } = world();
    ask(asker('a', 'run-1'));
    ask(asker('b', 'run-1'));
    started[0].next(done);
    ask(asker('a', 'run-2', 1500));
    ask(asker('b', 'run-2', 1500));
    expect(started).toHaveLength(2);
  });

  it('once the answer is old', () => {
    const { started, ask, pass } = world();
    ask(asker('a'));
    started[0].next(done);
    pass(5001);
    ask(asker('b'));
    expect(started).toHaveLength(2);
  });

  it('after a failure, which those that waited for it share', () => {
    const { started, ask } = world();
    const a = ask(asker('a'));
    const b = ask(asker('b'));
    started[0].error('down');
    expect([a.failed, b.failed]).toEqual([['down'], ['down']]);
    ask(asker('c'));
    expect(started).toHaveLength(2);
    started[1].next({ data: [], errors: [{ message: 'bad' }] });
    ask(asker('d'));
    expect(started).toHaveLength(3);
  });
});

describe('references are counted', () => {
  it("so that one panel's unsubscribing never cancels another's", () => {
    const { started, ask } = world();
    const a = ask(asker('a'));
    const b = ask(asker('b'));
    a.leave();
    expect(started[0].observed).toBe(true);
    started[0].next(done);
    expect(b.got).toEqual([done]);
  });

  it('and the last one to leave cancels, so that the next one asks anew', () => {
    const { started, ask } = world();
    const a = ask(asker('a'));
    const b = ask(asker('b'));
    a.leave();
    b.leave();
    expect(started[0].observed).toBe(false);
    ask(asker('c'));
    expect(started).toHaveLength(2);
  });
});
