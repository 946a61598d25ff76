import { type DataQueryRequest, FieldType, toDataFrame } from '@grafana/data';
import { configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { of } from 'rxjs';

import { stubBrowser } from '../../datasource/components/testBrowser';
import { type AlertFormProps } from '../../alerting/formProps';
import { type AlertPlan, type AlertQuestion, type Refusal } from '../../engines/engine';
import { driftFrame } from '../../frames/driftFrame';
import { migrateQuery } from '../../query/migrate';
import AlertForm from './AlertForm';
import { HISTORY_STEP_MS } from './history';
import { TestGrafana } from './testGrafana';
import { matrixFrame, NOW, numberFrame, panelData, sharePlan, target } from './testPanel';

let grafana: TestGrafana;
const push = jest.fn();
const publish = jest.fn();
const getDataSource = jest.fn();
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: () => ({ fetch: grafana.fetch }),
  getDataSourceSrv: () => ({ get: (...args: unknown[]) => getDataSource(...args) }),
  getAppEvents: () => ({ publish }),
  locationService: {
    push: (path: string) => push(path),
    getLocation: () => ({ pathname: '/d/board', search: '?a=1' }),
  },
}));

let plan: (question: AlertQuestion) => AlertPlan | Refusal;
/** What each input counted in the whole week. */
let counts: Record<string, number>;
let upstreamRequests: DataQueryRequest[];

/** The user's own Prometheus: the same number at every half hour. */
const upstream = {
  type: 'prometheus',
  uid: 'prom',
  name: 'Prom',
  getRef: () => ({ type: 'prometheus', uid: 'prom' }),
  query: (request: DataQueryRequest) => {
    upstreamRequests.push(request);
    const [{ refId }] = request.targets;
    const [from, to] = [request.range.from.valueOf(), request.range.to.valueOf()];
    const times = Array.from({ length: (to - from) / HISTORY_STEP_MS }, (_, i) => from + (i + 1) * HISTORY_STEP_MS);
    const values = times.map(() => counts[refId]);
    return of({
      data:
        counts[refId] === undefined
          ? []
          : [
              toDataFrame({
                fields: [
                  { name: 'Time', type: FieldType.time, values: times },
                  { name: 'Value', type: FieldType.number, values },
                ],
              }),
            ],
    });
  },
};

const planned = jest.fn();
const features = jest.fn();
const ours = {
  suggestions: { features },
  settings: { upstreamUid: 'prom' },
  alertPlan: async (question: AlertQuestion, request: DataQueryRequest) => {
    planned(question, request);
    return plan(question);
  },
};

// A form of a dozen inputs is slow in jsdom, and slower beside other tests.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 15_000 });

beforeAll(stubBrowser);
beforeEach(() => {
  jest.clearAllMocks();
  grafana = new TestGrafana();
  counts = { hits: 970, support: 1000 };
  upstreamRequests = [];
  plan = () => sharePlan;
  getDataSource.mockImplementation(async (ref) => ((ref?.uid ?? ref) === 'mw' ? ours : upstream));
});

const data = panelData([numberFrame()]);
const panel = { dashboardUid: 'board', panelId: 4 };
const open = (props: Partial<AlertFormProps> = {}) =>
  render(<AlertForm targets={[target()]} data={data} panel={panel} {...props} />);
const ready = async () => {
  await waitFor(() => expect(screen.getByRole('button', { name: 'Create rule' })).toBeEnabled());
  return screen.getByRole('button', { name: 'Create rule' });
};
/** By keyboard: jsdom gives a list no height, so that none of its options is drawn. */
async function pick(label: string, text: string) {
  const input = screen.getByLabelText(label);
  await userEvent.click(input);
  fireEvent.change(input, { target: { value: text } });
  await userEvent.keyboard('{ArrowDown}{Enter}');
}

const driftRow = {
  of: 'feature',
  type: 'numeric',
  status: 'drift',
  says: '',
  samples: 99,
  referenceSamples: 99,
} as const;
const ofFeature = (name: string) =>
  expect.objectContaining({ query: expect.objectContaining({ drift: expect.objectContaining({ features: [name] }) }) });

const POST_RULE = 'POST /api/v1/provisioning/alert-rules';

describe('the alert form', () => {
  it('is filled in, so that a rule is one click away', async () => {
    const onDismiss = jest.fn();
    open({ onDismiss });
    await userEvent.click(await ready());
    expect(grafana.rules.map(({ title, folderUID, isPaused }) => ({ title, folderUID, isPaused }))).toEqual([
      { title: 'accuracy of credit-risk surely below 95%', folderUID: 'models', isPaused: true },
      { title: 'accuracy of credit-risk surely below 95%: new class or version', folderUID: 'models', isPaused: true },
    ]);
    expect(push).toHaveBeenCalledWith('/alerting/rule-1/edit?returnTo=%2Fd%2Fboard%3Fa%3D1');
    expect(onDismiss).toHaveBeenCalled();
    // Grafana's form shows one of the two.
    expect(publish).toHaveBeenCalledWith(
      expect.objectContaining({ payload: expect.arrayContaining(['2 rules are paused']) })
    );
  });

  it('suggests a threshold and shows the past from one set of requests, however much is typed', async () => {
    open();
    await ready();
    expect(screen.getByLabelText('Threshold')).toHaveValue('95');
    expect(await screen.findByRole('status', { name: 'Preview' })).toHaveTextContent(
      /Would not have fired in the last 7 days/
    );
    await userEvent.clear(screen.getByLabelText('Threshold'));
    await userEvent.type(screen.getByLabelText('Threshold'), '99,5');
    expect(await screen.findByText(/Would have fired once in the last 7 days/)).toBeInTheDocument();
    expect(screen.getByLabelText('Title')).toHaveValue('accuracy of credit-risk surely below 99.5%');
    expect(upstreamRequests.map(({ targets }) => targets[0].refId)).toEqual(['hits', 'support']);
  });

  it('of drift has the threshold of its query, surely where it is above what chance shows at the level of it', async () => {
    counts = { value: 0.02, support: 1000 };
    plan = () => ({
      ...sharePlan,
      name: 'PSI of all features of credit-risk',
      measure: 'psi',
      style: { decimals: 3, min: 0 },
      inputs: ['value', 'support'].map((name) => ({ ...sharePlan.inputs[0], name, target: { expr: name } })),
      value: '$value',
      interval: { method: 'floor', times: '2 / $support', quantile: { of: 'chiSquare', degrees: 9 } },
      unknown: undefined,
    });
    open({ data: panelData([numberFrame({ kind: 'drift', drift: { of: 'score', threshold: '0.25', level: 0.01 } })]) });
    await ready();
    expect(screen.getByRole('radio', { name: 'Above' })).toBeChecked();
    expect(screen.getByLabelText('Threshold')).toHaveValue('0.25');
    expect(screen.getByText('The threshold of the query.')).toBeInTheDocument();
    expect(screen.getByLabelText('Confidence')).toHaveValue('99');
    expect(screen.getByText(/^Only when it is also above its sampling floor/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: 'Below' }));
    expect(screen.queryByText('The threshold of the query.')).not.toBeInTheDocument();
  });

  it('of the drift of many features is on the one that moved farthest, and on any other that is chosen', async () => {
    const rows = ['income', '</script> "$x"', ...Array.from({ length: 300 }, (_, i) => `feature ${i}`)];
    const frame = driftFrame(
      rows.map((variable, i) => ({ ...driftRow, variable, drift: 1 / (i + 1) })),
      'PSI',
      { query: migrateQuery({ kind: 'drift', model: { name: 'm' } }), from: NOW - 3_600_000, to: NOW },
      []
    );
    open({ data: panelData([{ ...frame, refId: 'A' }]) });
    await ready();
    expect(screen.getByLabelText('Watch')).toHaveValue('PSI of a feature of m');
    expect(screen.getByLabelText('Feature')).toHaveValue('income');
    expect(planned).toHaveBeenLastCalledWith(ofFeature('income'), expect.anything());
    await pick('Feature', '</script> "$x"');
    await ready();
    expect(planned).toHaveBeenLastCalledWith(ofFeature('</script> "$x"'), expect.anything());
    expect(features).not.toHaveBeenCalled();
  });

  it('of the drift of many features knows them from the data source where the panel does not tell of any', async () => {
    features.mockResolvedValue(['age', 'income']);
    open({ data: panelData([numberFrame({ kind: 'drift' })]) });
    await ready();
    expect(features).toHaveBeenCalledWith('credit-risk', expect.anything());
    expect(screen.getByLabelText('Feature')).toHaveValue('age');
    expect(planned.mock.calls).toEqual([[ofFeature('age'), expect.anything()]]);
  });

  it('says what to do where no feature is known', async () => {
    features.mockRejectedValue(new Error('down'));
    plan = () => ({ sentence: 'A rule watches the drift of one feature. Name just one in the query.' });
    open({ data: panelData([numberFrame({ kind: 'drift' })]) });
    expect(await screen.findByText(/Name just one in the query/)).toBeInTheDocument();
    expect(screen.queryByLabelText('Feature')).not.toBeInTheDocument();
  });

  it('keeps a title that was written, and follows again once it is emptied', async () => {
    open();
    await ready();
    const title = screen.getByLabelText('Title');
    await userEvent.clear(title);
    expect(title).toHaveValue('accuracy of credit-risk surely below 95%');
    await userEvent.type(title, ' here');
    await userEvent.click(screen.getByLabelText('Surely'));
    expect(title).toHaveValue('accuracy of credit-risk surely below 95% here');
  });

  it("has no 'surely' where no interval is defined, and says why", async () => {
    plan = () => ({ ...sharePlan, interval: undefined });
    open();
    await ready();
    expect(screen.getByLabelText('Surely')).toBeDisabled();
    expect(screen.getByText(/No interval is defined for the accuracy of credit-risk/)).toBeInTheDocument();
    expect(screen.queryByLabelText('Confidence')).not.toBeInTheDocument();
  });

  it('asks for a threshold where the last week has no number', async () => {
    counts = {};
    open();
    expect(await screen.findByText(/The last 7 days have no number to suggest a threshold from/)).toBeInTheDocument();
    expect(screen.getByText('There is no threshold yet. Write the number that is worth an alert.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Create rule' })).toBeDisabled();
    await userEvent.type(screen.getByLabelText('Threshold'), '90');
    await ready();
    expect(await screen.findByText(/There was no data in the last 7 days/)).toBeInTheDocument();
  });

  it('says why the past is not known, and creates the rule all the same', async () => {
    getDataSource.mockImplementation(async (ref) =>
      (ref?.uid ?? ref) === 'mw'
        ? ours
        : { ...upstream, query: () => of({ data: [], errors: [{ message: 'query timed out' }] }) }
    );
    open();
    expect(await screen.findByText('Prom does not answer for the last 7 days: query timed out.')).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('Threshold'), '90');
    await userEvent.click(await ready());
    expect(grafana.rules).toHaveLength(2);
  });

  it('asks for a cell of a matrix, of its own classes', async () => {
    open({ data: panelData([matrixFrame(['$model', '</script>'])]) });
    await ready();
    await pick('Watch', 'share of a cell');
    await ready();
    expect(planned).toHaveBeenLastCalledWith(
      expect.not.objectContaining({ cell: expect.anything() }),
      expect.anything()
    );
    await pick('Actual class', '$model');
    await ready();
    expect(planned).toHaveBeenLastCalledWith(
      expect.objectContaining({ cell: { actual: '$model', predicted: '</script>' }, cellAs: 'share' }),
      expect.anything()
    );
  });

  it('makes the plan anew for a least number of events, once it is typed', async () => {
    open();
    await ready();
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    await userEvent.type(screen.getByLabelText('Least number of events'), '250');
    await waitFor(() =>
      expect(planned).toHaveBeenLastCalledWith(expect.objectContaining({ leastSupport: 250 }), expect.anything())
    );
    expect(planned).toHaveBeenCalledTimes(2);
  });

  it('leaves the companion out, and switches the rule on, if told to', async () => {
    open();
    await ready();
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    await userEvent.click(screen.getByLabelText('Also tell of new classes and versions'));
    await userEvent.click(screen.getByLabelText('Active at once'));
    await userEvent.click(await ready());
    expect(grafana.rules.map(({ isPaused }) => isPaused)).toEqual([false]);
    expect(publish).not.toHaveBeenCalled();
  });

  it('stays where the page below is being edited, and opens the rule beside it', async () => {
    open({ isEditing: true });
    await userEvent.click(await ready());
    expect(await screen.findByRole('link', { name: /Open it in Grafana/ })).toHaveAttribute(
      'href',
      expect.stringContaining('/alerting/rule-1/edit')
    );
    expect(push).not.toHaveBeenCalled();
  });

  it('makes a folder where the dashboard lies in none', async () => {
    grafana.dashboardFolder = {};
    open();
    await userEvent.click(await ready());
    expect(grafana.folders.map(({ title }) => title)).toEqual(['Models', 'Model alerts']);
  });
});

describe('what goes wrong in the form', () => {
  it('is a sentence, and the file to hand to somebody who may', async () => {
    grafana.refusals[POST_RULE] = { status: 403, message: 'Access denied' };
    open();
    await userEvent.click(await ready());
    expect(
      await screen.findByText(/^You may not create alert rules in the folder 'Models' \(403\)/)
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Copy file' })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Download file' })).toBeInTheDocument();
    expect(push).not.toHaveBeenCalled();
    expect(await ready()).toBeEnabled();
  });

  it('leads to the rule that has the title', async () => {
    const first = open({ isEditing: true });
    await userEvent.click(await ready());
    await screen.findByRole('link', { name: /Open it in Grafana/ });
    first.unmount();
    open();
    await userEvent.click(await ready());
    expect(
      await screen.findByText(/has a rule 'accuracy of credit-risk surely below 95%' already/)
    ).toBeInTheDocument();
    const [link] = screen.getAllByRole('link', { name: 'accuracy of credit-risk surely below 95%' });
    expect(link).toHaveAttribute('href', expect.stringContaining('/alerting/rule-1/edit'));
    expect(grafana.rules).toHaveLength(2);
  });

  it('leaves nothing behind where the form is closed meanwhile', async () => {
    const { unmount } = open();
    const button = await ready();
    const { fetch } = grafana;
    grafana = Object.assign(grafana, {
      fetch: (request: Parameters<typeof fetch>[0]) => {
        if (request.method === 'POST' && request.url.endsWith('/alert-rules')) {
          unmount();
        }
        return fetch(request);
      },
    });
    await userEvent.click(button);
    await waitFor(() => expect(grafana.asked('DELETE /api/v1/provisioning/alert-rules')).toHaveLength(1));
    expect(grafana.rules).toEqual([]);
    expect(push).not.toHaveBeenCalled();
  });

  it('is what the data source refuses', async () => {
    plan = () => ({ sentence: 'Records are answered in the browser. Alert on a Prometheus.' });
    open();
    expect(await screen.findByText('Records are answered in the browser. Alert on a Prometheus.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Create rule' })).toBeDisabled();
  });

  it('is a data source that was deleted', async () => {
    plan = () => {
      throw new Error("The data source with the uid 'prom', which Models asks, was deleted. Choose another one.");
    };
    open();
    expect(await screen.findByText(/which Models asks, was deleted\. Choose another one\.$/)).toBeInTheDocument();
  });

  it('is a panel with nothing to watch', () => {
    open({ data: panelData([]) });
    expect(screen.getByText(/Query A has no answer yet/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Create rule' })).not.toBeInTheDocument();
  });
});

describe('paused rules of a panel', () => {
  it('are named, and deleted if that is confirmed', async () => {
    const labels = { model: 'credit-risk', measure: 'accuracy' };
    const rule = { folderUID: 'models', ruleGroup: 'g', isPaused: true, labels };
    grafana.rules = [
      { ...rule, uid: 'left', title: 'left behind' },
      { ...rule, uid: 'on', title: 'switched on', isPaused: false },
      { ...rule, uid: 'other', title: 'not ours', labels: {} as typeof labels },
    ];
    open();
    expect(await screen.findByRole('link', { name: 'left behind' })).toHaveAttribute(
      'href',
      expect.stringContaining('/alerting/left/edit')
    );
    expect(screen.queryByText('switched on')).not.toBeInTheDocument();
    expect(screen.queryByText('not ours')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Delete left behind' }));
    expect(grafana.rules).toHaveLength(3);
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(screen.queryByText('left behind')).not.toBeInTheDocument());
    expect(grafana.rules.map(({ uid }) => uid)).toEqual(['on', 'other']);
  });
});
