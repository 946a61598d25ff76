import { Alert, Button, LoadingPlaceholder, Stack, Text } from '@grafana/ui';
import React, { useMemo, useState } from 'react';

import { type AlertFormProps } from '../../alerting/formProps';
import { Unfold } from '../../components/Unfold';
import { describeDuration } from '../../query/duration';
import { ConditionFields } from './ConditionFields';
import { type FormState } from './formState';
import { MoreFields } from './MoreFields';
import { openRule, tellOfPaused } from './openRule';
import { PausedRules } from './PausedRules';
import { PlaceFields } from './PlaceFields';
import { RuleFiles } from './RuleFiles';
import { RuleLink } from './RuleLink';
import { RulePreview } from './RulePreview';
import { useAlertForm } from './useAlertForm';
import { useCreation } from './useCreation';
import { type Watched, watchedOf } from './watched';
import { WatchFields } from './WatchFields';

/** From a panel to an alert rule: everything has a default, so that it can be created at once. */
export default function AlertForm(props: AlertFormProps) {
  const { targets, data } = props;
  const [now] = useState(() => Date.now());
  const { watched, problems } = useMemo(() => watchedOf({ targets, data }, now), [targets, data, now]);
  return (
    <Stack direction="column" gap={2}>
      {problems.map((problem) => (
        <Alert key={problem} severity="info" title={problem} />
      ))}
      {watched.length > 0 && <Filled {...props} watched={watched} now={now} />}
    </Stack>
  );
}

interface FilledProps extends AlertFormProps {
  watched: readonly Watched[];
  now: number;
}

function Filled({ watched, now, panel, isEditing, onDismiss }: FilledProps) {
  const form = useAlertForm(watched, panel, now);
  const { state, setState, chosen, planned, rules, problems } = form;
  const creation = useCreation();
  const [created, setCreated] = useState<string>();
  const change = (changes: Partial<FormState>) => setState({ ...state, ...changes });
  const create = async () => {
    const done = await creation.run(rules);
    if (!done) {
      return;
    }
    if (rules.length > 1 && rules[0].paused) {
      tellOfPaused(rules.map(({ title }) => title));
    }
    if (isEditing) {
      setCreated(done.uids[0]);
    } else {
      onDismiss?.();
      openRule(done.uids[0]);
    }
  };
  if (created !== undefined) {
    return <CreatedRule uid={created} title={rules[0]?.title ?? ''} isPaused={!state.active} onDismiss={onDismiss} />;
  }
  const failure = creation.failure;
  return (
    <>
      {panel && <PausedRules panel={panel} />}
      <WatchPart form={form} watched={watched} />
      {form.isPlanning && <LoadingPlaceholder text="Reading what there is to watch ..." />}
      {planned && <ConditionFields plan={planned.plan} {...form} onChange={change} />}
      <PlaceFields title={form.title} folder={form.folder} state={state} onChange={change} />
      <Unfold label="More">
        <MoreFields plan={planned?.plan} state={state} onChange={change} />
      </Unfold>
      {planned && (
        <RulePreview isLoading={form.history.isLoading} preview={form.preview} problem={form.history.problem} />
      )}
      {[...chosen.notes, ...(planned?.plan.notes ?? [])].map((note) => (
        <Text key={note} color="secondary" element="p">
          {note}
        </Text>
      ))}
      {problems.map((problem) => (
        <Alert key={problem} severity="warning" title={problem} />
      ))}
      {failure && (
        <Alert severity="error" title={failure.sentence}>
          {failure.existing && (
            <RuleLink fill="text" size="sm" uid={failure.existing.uid}>
              {failure.existing.title}
            </RuleLink>
          )}
        </Alert>
      )}
      <Stack gap={1} wrap="wrap">
        <Button
          icon={creation.isRunning ? 'spinner' : 'bell'}
          disabled={creation.isRunning || form.isPlanning || rules.length === 0 || problems.length > 0}
          onClick={create}
        >
          Create rule
        </Button>
        {onDismiss && (
          <Button variant="secondary" onClick={onDismiss}>
            Cancel
          </Button>
        )}
      </Stack>
      {rules.length > 0 && (
        <Unfold label="As a file" isOpen={failure !== undefined}>
          <RuleFiles rules={rules} />
        </Unfold>
      )}
    </>
  );
}

function WatchPart({ form, watched }: { form: ReturnType<typeof useAlertForm>; watched: readonly Watched[] }) {
  const { planned, state, setState } = form;
  return (
    <Stack direction="column" gap={1}>
      <WatchFields watched={watched} features={form.features} state={state} onChange={setState} />
      {planned && (
        <Text color="secondary" element="p">
          {`Over the last ${describeDuration(planned.plan.windowMs)}, by ${planned.upstream.name}${
            planned.plan.by.length > 0 ? `, one alert for each ${planned.plan.by.join(' and ')}` : ''
          }.`}
        </Text>
      )}
    </Stack>
  );
}

interface CreatedProps extends Pick<AlertFormProps, 'onDismiss'> {
  uid: string;
  title: string;
  isPaused: boolean;
}

/** Where the page below is being edited, it stays. */
function CreatedRule({ uid, title, isPaused, onDismiss }: CreatedProps) {
  return (
    <Stack direction="column" gap={2}>
      <Alert
        severity="success"
        title={`'${title}' is created${isPaused ? ', and paused until you switch it on' : ''}.`}
      />
      <Stack gap={1} wrap="wrap">
        <RuleLink uid={uid}>Open it in Grafana</RuleLink>
        {onDismiss && (
          <Button variant="secondary" onClick={onDismiss}>
            Close
          </Button>
        )}
      </Stack>
    </Stack>
  );
}
