import { locationUtil } from '@grafana/data';
import { LinkButton } from '@grafana/ui';
import React, { type ComponentProps } from 'react';

import { editPath } from './openRule';

type Props = Pick<ComponentProps<typeof LinkButton>, 'fill' | 'size'> & { uid: string; children: string };

/** A rule in Grafana's own form, in a page of its own: what is written here stays. */
export function RuleLink({ uid, ...rest }: Props) {
  return (
    <LinkButton
      {...rest}
      href={locationUtil.assureBaseUrl(editPath(uid))}
      target="_blank"
      rel="noopener noreferrer"
      icon="external-link-alt"
    />
  );
}
