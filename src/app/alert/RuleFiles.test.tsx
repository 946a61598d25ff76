import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { accuracy, planOf, ruleOf } from '../../../test/alertRules';
import { type AlertRule } from '../../alerting/rule';
import { stubBrowser } from '../../datasource/components/testBrowser';
import { RuleFiles } from './RuleFiles';

const rule = ruleOf(planOf(accuracy), { is: 'below', threshold: 0.8 });
const [input] = rule.plan.inputs;
const onRecords: AlertRule = { ...rule, plan: { ...rule.plan, inputs: [{ ...input, target: { query: '*' } }] } };

beforeEach(stubBrowser);

it('gives a file for Prometheus', async () => {
  render(<RuleFiles rules={[rule]} />);
  await userEvent.click(screen.getByRole('radio', { name: 'For Prometheus' }));
  expect(screen.getByText(/which needs no Grafana/)).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Download file' })).toBeInTheDocument();
});

it('gives none of rules that Prometheus cannot evaluate, and says why', async () => {
  render(<RuleFiles rules={[rule, onRecords]} />);
  expect(screen.getByRole('button', { name: 'Download file' })).toBeInTheDocument();
  await userEvent.click(screen.getByRole('radio', { name: 'For Prometheus' }));
  expect(screen.getByText(/asks a data source other than Prometheus/)).toBeInTheDocument();
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('radio', { name: 'For Grafana' }));
  expect(screen.getByRole('button', { name: 'Copy file' })).toBeInTheDocument();
});
