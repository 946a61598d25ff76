import { useMemo, useState } from 'react';

import { type AlertFormProps } from '../../alerting/formProps';
import { isBetterHigher, ownCondition } from '../../alerting/questions';
import { type AlertRule, type Condition } from '../../alerting/rule';
import { type Suggestion, suggestThreshold, usualDirection } from '../../alerting/suggest';
import { isRefusal, type Refusal } from '../../engines/engine';
import { type Draft, draftFrom } from './draftFrom';
import { type Folder, type FormState, questionOf, startWith } from './formState';
import { folderOfDashboard, grafanaAlerts } from './grafanaAlerts';
import { loadHistory, loadPlan, type Planned } from './loadPlan';
import { pastNumbers } from './pastNumbers';
import { type Preview, previewOf } from './preview';
import { useFeatures } from './useFeatures';
import { useLoaded, useSettled } from './useLoaded';
import { type Watched } from './watched';

export interface AlertFormModel extends Pick<Draft, 'rules' | 'title' | 'problems'> {
  state: FormState;
  setState(state: FormState): void;
  chosen: Watched;
  /** Of the drift of many features: those that can be chosen. */
  features: readonly string[];
  is: Condition['is'];
  suggested: Suggestion | Refusal | undefined;
  planned: Planned | undefined;
  isPlanning: boolean;
  history: { isLoading: boolean; problem?: string };
  preview: Preview | Refusal | undefined;
  folder: Folder;
}

/** Of the interval by which a threshold is suggested. */
const CONFIDENCE = 0.99;

/** Where rules go whose dashboard lies in no folder. */
const FOLDER: Folder = { title: 'Model alerts' };

/** All that the form shows: what is written in it, and what follows from that and from the last week. */
export function useAlertForm(watched: readonly Watched[], panel: AlertFormProps['panel'], now: number): AlertFormModel {
  const [state, setState] = useState(() => startWith(watched[0].question));
  const chosen = watched[state.choice];
  const settled = { window: useSettled(state.window), leastSupport: useSettled(state.leastSupport) };
  const isTyping = settled.window !== state.window || settled.leastSupport !== state.leastSupport;
  const asked = useFeatures(chosen);
  const question = questionOf({ ...chosen, features: asked.features }, { ...state, ...settled });
  const { dataSource, window } = chosen;
  const input = isRefusal(question) || asked.isLoading ? undefined : { dataSource, question, window };
  const { value: found, problem, isLoading } = useLoaded(input, loadPlan);
  const planned = found && !isRefusal(found) ? found : undefined;
  const history = useLoaded(planned && { ...planned, now }, loadHistory);
  const place = useLoaded({ dashboardUid: panel?.dashboardUid }, loadFolder);
  const folder = state.folder ?? place.value ?? FOLDER;

  const is = state.is ?? usualDirection(isBetterHigher(chosen.question));
  const own = is === 'above' ? ownCondition(chosen.question)?.suggested : undefined;
  const fromPast = useMemo(
    () =>
      planned && history.value
        ? suggestThreshold(
            pastNumbers(planned.plan, planned.upstream, history.value, CONFIDENCE),
            is,
            planned.plan.style
          )
        : undefined,
    [planned, history.value, is]
  );
  const suggested = own ?? fromPast;
  const draft = planned && draftFrom(state, planned, is, suggested, { folder, panel });
  // Simulated when nobody has typed for a while. As text, since the rule is made anew with every keystroke.
  const simulated = useSettled(draft?.isSimulable ? JSON.stringify(draft.rules[0]) : undefined);
  const preview = useMemo(
    () =>
      simulated !== undefined && history.value
        ? previewOf(JSON.parse(simulated) as AlertRule, history.value)
        : undefined,
    [simulated, history.value]
  );
  return {
    state,
    setState,
    chosen,
    features: asked.features,
    is,
    suggested,
    planned,
    isPlanning: isTyping || isLoading || asked.isLoading || place.isLoading,
    history,
    preview,
    folder,
    title: draft?.title ?? state.title ?? '',
    rules: draft?.rules ?? [],
    problems: [
      ...[question, found].flatMap((one) => (isRefusal(one) ? [one.sentence] : [])),
      ...(problem === undefined ? [] : [problem]),
      // Before the last week is known there is nothing wrong with an empty threshold.
      ...(history.isLoading && state.threshold === undefined ? [] : (draft?.problems ?? [])),
    ],
  };
}

/** The folder of the panel's dashboard, else the one for model alerts. Never rejects: another can be chosen. */
async function loadFolder({ dashboardUid }: { dashboardUid?: string }): Promise<Folder> {
  try {
    const own = dashboardUid === undefined ? undefined : await folderOfDashboard(dashboardUid);
    return own ?? (await grafanaAlerts.findFolder(FOLDER.title)) ?? FOLDER;
  } catch {
    return FOLDER;
  }
}
