import { type GrafanaTheme2 } from '@grafana/data';
import { type IconName } from '@grafana/ui';

import { type DriftVerdict } from '../../statistics/drift/marks';

/** How a verdict looks: never by its color alone. */
export interface StatusLook {
  text: string;
  icon: IconName;
  /** What it means for whoever asks what to do: the higher the sooner. */
  urgency: number;
}

export const statusLooks: Record<DriftVerdict, StatusLook> = {
  drift: { text: 'Drift', icon: 'exclamation-triangle', urgency: 5 },
  small: { text: 'Below threshold', icon: 'arrow-up', urgency: 4 },
  usual: { text: 'Usual', icon: 'history', urgency: 3 },
  noise: { text: 'No drift', icon: 'check', urgency: 2 },
  'too few': { text: 'Too few', icon: 'question-circle', urgency: 1 },
  'no data': { text: 'No data', icon: 'minus', urgency: 0 },
};

/** Of the bar, and of icon and word; orange and blue differ for every kind of color blindness. */
export function statusColor(theme: GrafanaTheme2, status: DriftVerdict): { bar: string; text: string } {
  const { colors, isDark } = theme;
  switch (status) {
    case 'drift':
      return { bar: isDark ? '#ff8833' : '#e05f00', text: isDark ? '#ff9830' : '#b84a00' };
    case 'small':
      return { bar: isDark ? '#e0b400' : '#c99a00', text: isDark ? '#e0b400' : '#8a6a00' };
    case 'usual':
      return { bar: isDark ? '#5794f2' : '#3274d9', text: isDark ? '#79acff' : '#1f60c4' };
    default:
      return { bar: isDark ? '#6e7585' : '#9aa1ae', text: colors.text.secondary };
  }
}
