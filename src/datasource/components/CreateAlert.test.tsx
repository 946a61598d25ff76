import { CoreApp, type PanelData } from '@grafana/data';
import { setPluginComponentHook } from '@grafana/runtime';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { ALERT_FORM_ID, type AlertFormProps } from '../../alerting/formProps';
import { CreateAlert } from './CreateAlert';
import { stubBrowser } from './testBrowser';

const query = { refId: 'A' };
const answered = (request: object) => ({ series: [], request }) as unknown as PanelData;
const saved = { app: CoreApp.PanelEditor, dashboardUID: 'board', panelId: 4 };

let asked: string[];
/** What Grafana knows of the app. */
function withApp(component: ((props: AlertFormProps) => React.JSX.Element) | null, isLoading = false) {
  asked = [];
  setPluginComponentHook((id) => {
    asked.push(id);
    return { component: component as never, isLoading };
  });
}

const opened = jest.fn();
const Form = (props: AlertFormProps) => {
  opened(props);
  return <button onClick={props.onDismiss}>Done</button>;
};

async function open(data?: PanelData) {
  render(<CreateAlert query={query} data={data} />);
  await userEvent.click(screen.getByRole('button', { name: 'Create alert' }));
}

/** What Grafana's drawer needs of a browser, and jsdom does not have. */
class NoResizing {
  observe() {}
  unobserve() {}
  disconnect() {}
}

beforeAll(() => {
  stubBrowser();
  Object.assign(globalThis, { ResizeObserver: NoResizing });
});
beforeEach(() => opened.mockReset());

describe('the button for an alert beside a query', () => {
  it('loads nothing of the app until it is pressed', () => {
    withApp(Form);
    render(<CreateAlert query={query} />);
    expect(asked).toEqual([]);
  });

  it("opens the app's form with the query and its answer", async () => {
    withApp(Form);
    const data = answered(saved);
    await open(data);
    expect(screen.getByRole('dialog', { name: /Create model alert/ })).toBeInTheDocument();
    expect(asked[0]).toBe(ALERT_FORM_ID);
    expect(opened).toHaveBeenCalledWith(
      expect.objectContaining({
        targets: [query],
        data,
        panel: { dashboardUid: 'board', panelId: 4 },
        isEditing: true,
      })
    );
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('points the rule to no panel in Explore, or where none is saved', async () => {
    withApp(Form);
    await open(answered({ ...saved, app: CoreApp.Explore }));
    expect(opened.mock.calls[0][0].panel).toBeUndefined();
  });

  it('says so where the app is not enabled', async () => {
    withApp(null);
    await open();
    expect(await screen.findByText(/made by the app Modelwatch, which is not enabled/)).toBeInTheDocument();
  });
});
