import evaluationError from '../../../test/frames/alerting/eval-prometheus-error.json';
import recorded from '../../../test/frames/alerting/create-rule.json';
import { companionOf, draftRule, type RuleChoices } from '../../alerting/draft';
import { type AlertRule } from '../../alerting/rule';
import { isRefusal } from '../../engines/engine';
import { createRules } from './createRules';
import { grafanaAlerts } from './grafanaAlerts';
import { TestGrafana } from './testGrafana';
import { sharePlan } from './testPanel';

let grafana: TestGrafana;
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: () => ({ fetch: grafana.fetch }),
}));

beforeEach(() => {
  grafana = new TestGrafana();
});

const TITLE = '"$x" of </script>\\';

function rules(changes: Partial<RuleChoices> = {}): AlertRule[] {
  const rule = draftRule(
    sharePlan,
    { is: 'below', threshold: 0.8 },
    {
      upstream: { type: 'prometheus', uid: 'prom' },
      folder: { uid: 'models', title: 'Models' },
      holdsFor: '5m',
      panel: { dashboardUid: 'board', panelId: 4 },
      paused: true,
      title: TITLE,
      ...changes,
    }
  );
  return [rule, companionOf(rule) as AlertRule];
}

const create = (of = rules(), signal = new AbortController().signal) => createRules(of, 3, grafanaAlerts, signal);

async function sentenceOf(creation: ReturnType<typeof create>): Promise<string> {
  const found = await creation;
  return isRefusal(found) ? found.sentence : '';
}

const POST_RULE = 'POST /api/v1/provisioning/alert-rules';

describe('the creation of rules', () => {
  it('creates the rule and its companion, paused and editable, with what Grafana takes', async () => {
    expect(await create()).toEqual({ uids: ['rule-1', 'rule-2'] });
    const [first] = grafana.asked(POST_RULE);
    expect(first.headers).toEqual(recorded.headers);
    expect(Object.keys(first.data).sort()).toEqual(Object.keys(recorded.request).sort());
    expect(first.data).toMatchObject({
      title: TITLE,
      folderUID: 'models',
      orgID: 3,
      isPaused: true,
      annotations: { __dashboardUid__: 'board', __panelId__: '4' },
    });
  });

  it('evaluates each condition first', async () => {
    await create();
    const [first] = grafana.asked('POST /api/v1/eval');
    expect(Object.keys(first.data).sort()).toEqual(Object.keys(evaluationError.request).sort());
    expect(first.data.condition).toBe('condition');
  });

  it('says nothing by itself: the form does', async () => {
    await create();
    expect(grafana.requests.every(({ showErrorAlert }) => showErrorAlert === false)).toBe(true);
  });

  it('makes a folder that is not there yet, and takes the one that is', async () => {
    await create(rules({ folder: { uid: '', title: 'Models of "us"' } }));
    expect(grafana.folders.map(({ title }) => title)).toEqual(['Models', 'Models of "us"']);
    expect(grafana.rules[0].folderUID).toBe('new-1');
    await create(rules({ folder: { uid: '', title: 'Models' } }));
    expect(grafana.folders).toHaveLength(2);
  });

  it('sets how often a new group is evaluated, where that is not what Grafana does anyway', async () => {
    await create(rules({ everySeconds: 300 }));
    expect(grafana.intervals).toEqual({ 'models/modelwatch credit-risk': 300 });
    grafana.intervals = {};
    await create(rules({ title: 'another', everySeconds: 60, folder: { uid: '', title: 'New' } }));
    expect(grafana.intervals).toEqual({});
  });
});

describe('rules that cannot be created', () => {
  it('leave nothing behind, and a sentence', async () => {
    const forbidden = { status: 403, message: 'Access denied' };
    grafana.refusals[POST_RULE] = forbidden;
    expect(await sentenceOf(create(rules({ folder: { uid: '', title: 'New' } })))).toBe(
      "You may not create alert rules in the folder 'New' (403). Choose another folder, or hand the rule as a file to somebody who may."
    );
    expect([grafana.folders, grafana.rules]).toEqual([[{ uid: 'models', title: 'Models' }], []]);
  });

  it('leave no rule without its companion', async () => {
    const { createRule } = grafanaAlerts;
    let created = 0;
    const failing = {
      ...grafanaAlerts,
      createRule: (rule: Parameters<typeof createRule>[0]) =>
        ++created === 2 ? Promise.reject({ status: 500, data: { message: 'database is locked' } }) : createRule(rule),
    };
    expect(await sentenceOf(createRules(rules(), 1, failing, new AbortController().signal))).toBe(
      'Grafana answered with an error (500), so the rule was not created: database is locked. Try again, or take the rule as a file.'
    );
    expect(created).toBe(2);
    expect(grafana.rules).toEqual([]);
  });

  it('say what is left behind, where even that cannot be undone', async () => {
    grafana.refusals['DELETE'] = { status: 500 };
    grafana.refusals['GET /api/v1/provisioning/folder'] = { status: 500 };
    expect(await sentenceOf(create(rules({ everySeconds: 30 })))).toContain(
      `Left behind: the rule '${TITLE}: new class or version', the rule '${TITLE}'. Delete it.`
    );
  });

  it('are those whose title is taken in the folder', async () => {
    await create();
    expect(await create()).toMatchObject({
      sentence: `The folder 'Models' has a rule '${TITLE}' already. Choose another title, or open that rule.`,
      existing: { uid: 'rule-1', isPaused: true },
    });
    expect(grafana.rules).toHaveLength(2);
  });

  it('are those whose group is evaluated at another interval', async () => {
    await create();
    grafana.intervals['models/modelwatch credit-risk'] = 300;
    expect(await sentenceOf(create(rules({ title: 'another' })))).toMatch(/are evaluated every 300 s/);
  });

  it('are those whose condition cannot be evaluated', async () => {
    grafana.evaluation = evaluationError.response;
    expect(await sentenceOf(create())).toMatch(
      /^The condition of .* cannot be evaluated: .*parse error: unclosed left parenthesis/
    );
    expect(grafana.asked(POST_RULE)).toEqual([]);
  });

  it('are those of a folder that is gone', async () => {
    expect(await sentenceOf(create(rules({ folder: { uid: 'gone', title: 'Gone' } })))).toBe(
      "The folder 'Gone' is gone (400). Choose another one."
    );
  });

  it('are those of a form that was closed meanwhile', async () => {
    const controller = new AbortController();
    const { createRule } = grafanaAlerts;
    const closing = {
      ...grafanaAlerts,
      createRule: async (rule: Parameters<typeof createRule>[0]) => {
        const uid = await createRule(rule);
        controller.abort();
        return uid;
      },
    };
    expect(await sentenceOf(createRules(rules().slice(0, 1), 1, closing, controller.signal))).toMatch(/was closed/);
    expect(grafana.asked(POST_RULE)).toHaveLength(1);
    expect(grafana.rules).toEqual([]);
  });
});
