/** Stands in for the messages that Grafana shows for a while in a corner; here they stay until closed. */
import { css } from '@emotion/css';
import { AppEvents, type BusEventType, type BusEventWithPayload, type GrafanaTheme2 } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Alert, type AlertVariant, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { Subscription } from 'rxjs';

interface Toast {
  severity: AlertVariant;
  title: string;
  text?: string;
}

const events = [
  [AppEvents.alertSuccess, 'success'],
  [AppEvents.alertInfo, 'info'],
  [AppEvents.alertWarning, 'warning'],
  [AppEvents.alertError, 'error'],
] as const;

interface ToastEvent extends BusEventWithPayload<[title: string, text?: string]> {}

export function Toasts() {
  const styles = useStyles2(getStyles);
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  useEffect(() => {
    const subscriptions = new Subscription();
    for (const [event, severity] of events) {
      // Grafana's own events of this kind have no class of their own.
      const shown = getAppEvents()
        .getStream(event as unknown as BusEventType<ToastEvent>)
        .subscribe(({ payload: [title, text] }) => setToasts((before) => [...before, { severity, title, text }]));
      subscriptions.add(shown);
    }
    return () => subscriptions.unsubscribe();
  }, []);
  return (
    <div className={styles}>
      {toasts.map(({ severity, title, text }, i) => (
        <Alert
          key={i}
          elevated
          severity={severity}
          title={title}
          onRemove={() => setToasts((before) => before.filter((_, at) => at !== i))}
        >
          {text}
        </Alert>
      ))}
    </div>
  );
}

const getStyles = ({ zIndex, spacing }: GrafanaTheme2) =>
  css({ position: 'fixed', zIndex: zIndex.portal, top: spacing(8), right: spacing(1), maxWidth: 400 });
