import { takesFeature } from '../../alerting/questions';
import { suggest } from '../suggest';
import { type PlanInput } from './loadPlan';
import { useLoaded } from './useLoaded';
import { type Watched } from './watched';

const load = ({ dataSource, question: { query }, window }: PlanInput) =>
  suggest('features', { datasource: dataSource, query, ...window });

/** The features that can be chosen: those that the panel tells of, else all that the model has, by name. */
export function useFeatures({ features, dataSource, question, window }: Watched): {
  features: readonly string[];
  isLoading: boolean;
} {
  const isAsked = takesFeature(question.query) && features.length === 0;
  const { value = [], isLoading } = useLoaded(isAsked ? { dataSource, question, window } : undefined, load);
  return { features: isAsked ? value : features, isLoading };
}
