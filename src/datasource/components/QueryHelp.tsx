import { css } from '@emotion/css';
import { type GrafanaTheme2, type QueryEditorHelpProps } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { migrateQuery } from '../../query/migrate';
import { defaultQuery, type ModelQuery } from '../../query/query';
import { type ModelwatchQuery } from '../types';

interface Example {
  title: string;
  text: string;
  query: Pick<ModelQuery, 'kind'> & Partial<ModelQuery>;
}

const { quality, operations, drift, reference, audit } = defaultQuery;

const examples: Example[] = [
  {
    title: 'Confusion matrix',
    text: 'How often each class was predicted for each actual class, over the time range that is shown.',
    query: { kind: 'confusion' },
  },
  {
    title: 'Accuracy, with its interval',
    text: 'One number with the bounds of its 95 % interval and how many outcomes it rests on.',
    query: { kind: 'quality', quality: { ...quality, measure: 'accuracy', interval: true, support: true } },
  },
  {
    title: 'Recall of each class over time',
    text: 'Each point looks back one day.',
    query: {
      kind: 'quality',
      result: 'series',
      window: '24h',
      quality: { ...quality, measure: 'recall', average: 'each' },
    },
  },
  {
    title: 'Macro F1 by version',
    text: 'Two versions side by side; each class counts alike.',
    query: { kind: 'quality', byVersion: true, quality: { ...quality, measure: 'fBeta', average: 'macro' } },
  },
  {
    title: 'Precision at another threshold',
    text: 'As it would be if the positive class were predicted above a score of 0.7. Name the positive class first.',
    query: { kind: 'quality', threshold: '0.7', quality: { ...quality, measure: 'precision', average: 'class' } },
  },
  {
    title: 'ROC AUC over time',
    text: 'Whether scores still tell the positive class from the others. Each point looks back one day.',
    query: { kind: 'quality', result: 'series', window: '24h', quality: { ...quality, measure: 'rocAuc' } },
  },
  {
    title: 'ROC curve of each version',
    text: 'For an XY chart: true against false positive rate, at every threshold.',
    query: { kind: 'curve', curve: 'roc', byVersion: true },
  },
  {
    title: 'Reliability',
    text: 'For an XY chart: of outcomes with a score near 0.8, are 80 % of the positive class?',
    query: { kind: 'curve', curve: 'reliability' },
  },
  {
    title: 'Scores by actual class',
    text: 'For a histogram or a confusion matrix panel, where a threshold can be dragged.',
    query: { kind: 'distribution', distribution: { of: 'score' } },
  },
  {
    title: 'Errors of a regression',
    text: 'Predicted minus actual value, in bins.',
    query: { kind: 'distribution', distribution: { of: 'error' } },
  },
  {
    title: 'Drift of the score over time',
    text: 'Each day against the day a week before, with its sampling floor. No outcome has to be known.',
    query: {
      kind: 'drift',
      result: 'series',
      window: '24h',
      drift: { ...drift, of: 'score', measure: 'jensenShannon' },
      reference: { ...reference, kind: 'offset', offset: '7d' },
    },
  },
  {
    title: 'Inputs, now and before',
    text: 'The distribution of each feature beside that of the window before.',
    query: { kind: 'distribution', distribution: { of: 'variable' } },
  },
  {
    title: 'Estimated accuracy',
    text: 'Of predictions whose outcomes are not known yet, from their scores. Name the positive class first.',
    query: { kind: 'quality', quality: { ...quality, measure: 'accuracy', source: 'estimated' } },
  },
  {
    title: 'Mean absolute error over time',
    text: 'Of predicted values, in their own unit.',
    query: { kind: 'quality', result: 'series', quality: { ...quality, measure: 'mae' } },
  },
  {
    title: 'Response time over time',
    text: 'The median, the 95th and the 99th percentile.',
    query: { kind: 'operations', result: 'series', operations: { ...operations, measure: 'responseTime' } },
  },
  {
    title: 'Label coverage over time',
    text: 'Of the predictions, the share whose true outcome is known.',
    query: { kind: 'operations', result: 'series', operations: { ...operations, measure: 'labelCoverage' } },
  },
  {
    title: 'Errors by type over time',
    text: 'How many requests failed in each step. From audit records; Prometheus has the error rate, under Operations.',
    query: { kind: 'errors', result: 'series' },
  },
  {
    title: 'Wrong predictions, one by one',
    text: 'For a table or a log view: what was decided on which inputs, and what it should have been. From audit records.',
    query: { kind: 'audit', audit: { ...audit, only: 'wrong' } },
  },
  {
    title: 'Features that have moved since the same time last week',
    text: 'How far each input has drifted, beside what samples of this size show by chance and what is usual.',
    query: { kind: 'drift', reference: { ...reference, kind: 'offset' } },
  },
];

/** Help below the query editor; a click on an example asks it of the model that is chosen. */
export default function QueryHelp({ query, onClickExample }: QueryEditorHelpProps<ModelwatchQuery>) {
  const styles = useStyles2(getStyles);
  const { model } = migrateQuery(query);
  return (
    <div>
      <h2>Asking about a model</h2>
      <p>
        Choose a model first. Dashboard variables, such as <code>$model</code>, may stand in every text field. Where
        nothing can be computed (0/0), the answer is no data, never 0.
      </p>
      <ul className={styles.list}>
        {examples.map((example) => (
          <li key={example.title}>
            <button
              type="button"
              className={styles.example}
              onClick={() => onClickExample({ ...defaultQuery, ...example.query, model, refId: query?.refId ?? 'A' })}
            >
              <strong>{example.title}</strong>
              <br />
              {example.text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none' }),
  example: css({
    width: '100%',
    textAlign: 'left',
    padding: theme.spacing(1),
    marginBottom: theme.spacing(1),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
});
