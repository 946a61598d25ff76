import { Button, Combobox, type ComboboxOption, FieldSet, IconButton, Input, Text } from '@grafana/ui';
import React, { type ReactNode, useId } from 'react';

import { type ExistingMeasure } from '../../query/mapping';
import { perClassMeasures, type QualityMeasure } from '../../query/query';
import { describeFinding, type Findings, findingOf } from '../probe';
import { Status } from './MappingFields';
import { averageOptions, qualityOptions } from './options';
import { type PrometheusSuggestions } from '../sources/prometheusSuggestions';
import { matching } from './inputs';
import { type Suggest } from './useSuggestions';

interface Props {
  measures: ExistingMeasure[];
  findings?: Findings;
  suggest: Suggest<PrometheusSuggestions>;
  disabled: boolean;
  onChange(measures: ExistingMeasure[]): void;
}

const averages = averageOptions.filter(({ value }) => value !== 'each') as Array<
  ComboboxOption<ExistingMeasure['average']>
>;
const isPerClass = (measure: string) => perClassMeasures.includes(measure as QualityMeasure);

/** Gauges and recording rules that hold a quality measure already. */
export function ExistingMeasures({ measures, findings, suggest, disabled, onChange }: Props) {
  const id = useId();
  const change = (at: number, changes: Partial<ExistingMeasure>) =>
    onChange(measures.map((measure, i) => (i === at ? { ...measure, ...changes } : measure)));
  return (
    <FieldSet label="Existing measures">
      <p>
        <Text color="secondary">
          Gauges and recording rules that hold a quality measure already. They are read as they are, without support and
          interval, where there are no counted outcomes.
        </Text>
      </p>
      {measures.length > 0 && (
        <table>
          <thead>
            <tr>
              {['Measure', 'Average', 'Metric', 'Class label', ''].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {measures.map(({ measure, average, metric, classLabel }, i) => (
              <tr key={i}>
                <td>
                  <HiddenLabel htmlFor={`${id}-measure-${i}`}>Measure {i + 1}</HiddenLabel>
                  <Combobox<string>
                    id={`${id}-measure-${i}`}
                    width={25}
                    disabled={disabled}
                    value={measure}
                    options={qualityOptions}
                    onChange={({ value }) => change(i, { measure: value })}
                  />
                </td>
                <td>
                  <HiddenLabel htmlFor={`${id}-average-${i}`}>Average {i + 1}</HiddenLabel>
                  <Combobox
                    id={`${id}-average-${i}`}
                    width={20}
                    disabled={disabled || !isPerClass(measure)}
                    value={average}
                    options={averages}
                    onChange={({ value }) => change(i, { average: value })}
                  />
                </td>
                <td>
                  <HiddenLabel htmlFor={`${id}-metric-${i}`}>Metric {i + 1}</HiddenLabel>
                  <Combobox<string>
                    id={`${id}-metric-${i}`}
                    width={50}
                    disabled={disabled}
                    placeholder="Choose a metric"
                    value={metric || null}
                    options={(typed: string) =>
                      suggest
                        .of((from, range) => from.metrics(range))()
                        .then((texts) => matching(texts, typed))
                    }
                    createCustomValue
                    onChange={({ value }) => change(i, { metric: value.trim() })}
                  />
                  <ExistingStatus metric={metric} findings={findings} />
                </td>
                <td>
                  <Input
                    aria-label={`Class label of existing measure ${i + 1}`}
                    width={20}
                    disabled={disabled || average !== 'class'}
                    placeholder="None"
                    defaultValue={classLabel ?? ''}
                    onBlur={(event) => change(i, { classLabel: event.currentTarget.value.trim() || undefined })}
                  />
                </td>
                <td>
                  <IconButton
                    name="trash-alt"
                    disabled={disabled}
                    tooltip={`Remove existing measure ${i + 1}`}
                    onClick={() => onChange(measures.filter((_, at) => at !== i))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Button
        variant="secondary"
        icon="plus"
        disabled={disabled}
        onClick={() => onChange([...measures, { measure: 'accuracy', average: 'macro', metric: '' }])}
      >
        Add existing measure
      </Button>
    </FieldSet>
  );
}

/** For screen readers; on screen the table's head says it. */
function HiddenLabel({ htmlFor, children }: { htmlFor: string; children: ReactNode }) {
  return (
    <label htmlFor={htmlFor} className="sr-only">
      {children}
    </label>
  );
}

function ExistingStatus({ metric, findings }: { metric: string; findings?: Findings }) {
  if (!findings || !metric) {
    return null;
  }
  const finding = findingOf(metric, findings);
  const text = finding ? `${describeFinding(finding)} in the last 24 hours` : `Nothing under the name ${metric}`;
  return <Status name={metric} found={finding !== undefined} text={text} />;
}
