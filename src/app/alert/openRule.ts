import { AppEvents } from '@grafana/data';
import { getAppEvents, locationService } from '@grafana/runtime';

/** Grafana's own form of a rule, from Grafana's root. It leads back to where it was opened. */
export function editPath(uid: string): string {
  const { pathname, search } = locationService.getLocation();
  return `/alerting/${encodeURIComponent(uid)}/edit?returnTo=${encodeURIComponent(pathname + search)}`;
}

export function openRule(uid: string): void {
  locationService.push(editPath(uid));
}

/** Grafana's form shows one rule: of the other it must be said that it waits too. */
export function tellOfPaused(titles: readonly string[]): void {
  getAppEvents().publish({
    type: AppEvents.alertWarning.name,
    payload: [`${titles.length} rules are paused`, `Switch each on: ${titles.join('; ')}`],
  });
}
