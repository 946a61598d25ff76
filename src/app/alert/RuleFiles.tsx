import { Button, ClipboardButton, RadioButtonGroup, Stack, Text } from '@grafana/ui';
import React, { useState } from 'react';

import { prometheusRules, refusePrometheusRules } from '../../alerting/prometheusRules';
import { provisioningFile } from '../../alerting/provisioningFile';
import { type AlertRule } from '../../alerting/rule';
import { download } from '../download';
import { ownOrgId } from './grafanaAlerts';

type Format = 'grafana' | 'prometheus';

const formats: Record<Format, { label: string; about: string; write(rules: readonly AlertRule[]): string }> = {
  grafana: {
    label: 'For Grafana',
    about: "A file for Grafana's folder provisioning/alerting.",
    write: (rules) => provisioningFile(rules, ownOrgId()),
  },
  prometheus: {
    label: 'For Prometheus',
    about: "A file for Prometheus' rule_files, which needs no Grafana.",
    write: prometheusRules,
  },
};

/** The rules as files, for teams that keep theirs so, or to hand to somebody who may create them. */
export function RuleFiles({ rules }: { rules: readonly AlertRule[] }) {
  const [format, setFormat] = useState<Format>('grafana');
  const { about, write } = formats[format];
  const refused = format === 'prometheus' ? refusePrometheusRules(rules) : undefined;
  return (
    <Stack direction="column" gap={1}>
      <Stack gap={1} wrap="wrap">
        <RadioButtonGroup<Format>
          aria-label="Format"
          size="sm"
          value={format}
          onChange={setFormat}
          options={[
            { value: 'grafana', label: formats.grafana.label },
            { value: 'prometheus', label: formats.prometheus.label },
          ]}
        />
        {!refused && (
          <>
            <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => write(rules)}>
              Copy file
            </ClipboardButton>
            <Button
              size="sm"
              variant="secondary"
              icon="download-alt"
              onClick={() => download(write(rules), `${format}-rules.yaml`, 'application/yaml')}
            >
              Download file
            </Button>
          </>
        )}
      </Stack>
      <Text color="secondary" element="p">
        {refused?.sentence ?? about}
      </Text>
    </Stack>
  );
}
