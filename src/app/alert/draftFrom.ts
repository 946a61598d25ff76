import { companionOf } from '../../alerting/draft';
import { type AlertFormProps } from '../../alerting/formProps';
import { type AlertRule, type Condition } from '../../alerting/rule';
import { type Suggestion } from '../../alerting/suggest';
import { type Refusal } from '../../engines/engine';
import { checkNames, conditionOf, type Folder, type FormState, ruleOf, timesOf, titleText } from './formState';
import { type Planned } from './loadPlan';

export interface Draft {
  /** The rule, and its companion where there is one. */
  rules: AlertRule[];
  /** As the form shows it; empty as long as nothing is known that it could say. */
  title: string;
  /** Whether it says when it fires: then its past can be looked at. */
  isSimulable: boolean;
  /** Why it cannot be created as it is, in full sentences. */
  problems: string[];
}

/** What a form makes of a plan. */
export function draftFrom(
  state: FormState,
  { plan, upstream: { type, uid } }: Planned,
  is: Condition['is'],
  suggested: Suggestion | Refusal | undefined,
  { folder, panel }: { folder: Folder; panel?: AlertFormProps['panel'] }
): Draft {
  const { condition, problems: ofCondition } = conditionOf(state, plan, is, suggested);
  const { problems: ofTimes } = timesOf(state);
  const isSimulable = ofCondition.length === 0 && ofTimes.length === 0;
  if (ofCondition.length > 0) {
    return { rules: [], title: state.title ?? '', isSimulable, problems: [...ofCondition, ...ofTimes] };
  }
  const rule = ruleOf(state, plan, condition, { upstream: { type, uid }, panel, folder });
  const companion = state.companion ? companionOf(rule) : undefined;
  const rules = companion ? [rule, companion] : [rule];
  return {
    rules,
    title: titleText(state, plan, condition),
    isSimulable,
    problems: [...ofTimes, ...checkNames(rules)],
  };
}
