import { type ScopedVars } from '@grafana/data';

import { type AnnotationOptions } from '../../query/annotation';
import { expand, type Templates } from '../interpolate';

export interface FilledOptions {
  options: AnnotationOptions;
  /** What could not be put in, each a full sentence. */
  sentences: string[];
}

/**
 * Puts the values of dashboard variables into the texts that an annotation query has of its own, as `interpolateQuery` does
 * for the model query. Only the texts that the event uses: a variable left in another must not refuse it.
 */
export function fillAnnotation(
  { event, lookBack, reference }: AnnotationOptions,
  templates: Templates,
  scopedVars: ScopedVars
): FilledOptions {
  const sentences: string[] = [];
  const one = (text: string, what: string): string => {
    const values = expand(text, templates, scopedVars);
    if (values.length > 1) {
      sentences.push(
        `${what} must be one, and '${text}' holds ${values.length}: ${values.slice(0, 3).join(', ')}${values.length > 3 ? ', ...' : ''}. Choose one.`
      );
    }
    return values[0] ?? '';
  };
  const isQuality = event === 'quality';
  return {
    options: {
      event,
      lookBack: event === 'version' ? one(lookBack, 'The look-back') : lookBack,
      reference: {
        ...reference,
        ...(isQuality && reference.kind === 'value' && { value: one(reference.value, 'The reference') }),
        ...(isQuality && reference.kind === 'offset' && { offset: one(reference.offset, 'The offset') }),
      },
    },
    sentences,
  };
}
