import { type LinkModel } from '@grafana/data';
import { Stack, TextLink } from '@grafana/ui';
import React from 'react';

/** Links that a data source has given to a record: to its trace, to other tools. */
export function RecordLinks({ links }: { links: readonly LinkModel[] }) {
  return links.length === 0 ? null : (
    <Stack gap={1} wrap="wrap">
      {links.map(({ href, title, target }, i) => (
        <TextLink key={i} href={href} external={target === '_blank'} inline={false} variant="bodySmall">
          {title}
        </TextLink>
      ))}
    </Stack>
  );
}
