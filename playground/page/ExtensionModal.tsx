/** Stands in for the modals that extensions open. */
import { css } from '@emotion/css';
import { type PluginExtensionOpenModalOptions } from '@grafana/data';
import { Modal } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { Subject } from 'rxjs';

const opened = new Subject<PluginExtensionOpenModalOptions>();

export const openModal = (options: PluginExtensionOpenModalOptions) => opened.next(options);

/** Shows what was opened last, until it is dismissed or another page is shown. */
export function ExtensionModal() {
  const { pathname } = useLocation();
  const [shown, setShown] = useState<PluginExtensionOpenModalOptions & { on: string }>();
  useEffect(() => {
    const subscription = opened.subscribe((options) => setShown({ ...options, on: pathname }));
    return () => subscription.unsubscribe();
  }, [pathname]);
  if (shown?.on !== pathname) {
    return null;
  }
  const { title, body: Body, width, height } = shown;
  const dismiss = () => setShown(undefined);
  return (
    <Modal title={title} className={css({ width, height })} isOpen onDismiss={dismiss} onClickBackdrop={dismiss}>
      <Body onDismiss={dismiss} />
    </Modal>
  );
}
