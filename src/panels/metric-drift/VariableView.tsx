import React, { type KeyboardEvent, useState } from 'react';

import { Detail } from './Detail';
import { type DriftViewsProps, type OpenLinks } from './DriftViews';
import { DetailHeader, HEADER } from './Header';
import { StatusWord } from './StatusWord';
import { type Variable } from './variables';

interface VariableViewProps extends DriftViewsProps {
  variable: Variable;
  hasNotices: boolean;
  openLinks?: OpenLinks;
  /** To where it was opened from. */
  back?: () => void;
  /** To choose among, where it was not opened. */
  variables?: Variable[];
  /** Names the variable to the dashboard. */
  tell?: (variable: string) => void;
}

/** Queries are not a panel's to change: the data source's editor has the button. */
const BASELINE =
  "To keep the current distributions as a baseline, edit this panel and press 'Freeze as baseline' in its query: they are compared with from then on, even when the data are gone.";

/** One variable with the way back, or with the choice of another. */
export function VariableView(props: VariableViewProps) {
  const { data, options, width, height, formats, context, openLinks, back, variables = [], tell, hasNotices } = props;
  // What was picked holds until the dashboard names another.
  const [picked, setPicked] = useState<{ key: string; over: string }>();
  const isPicked = picked?.over === props.variable.key;
  const variable = (isPicked && variables.find(({ key }) => key === picked.key)) || props.variable;
  const { row, name } = variable;
  const { answered } = data;
  const distribution = variable.distribution ?? data.distributionOf(variable.key);
  const canFreeze = answered && distribution && answered.query.reference.kind !== 'baseline';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && back) {
      back();
      event.stopPropagation();
    }
  };
  return (
    <div onKeyDown={onKeyDown}>
      <DetailHeader
        {...{ name, back, hasNotices }}
        about={row && <StatusWord status={row.status} />}
        pick={
          variables.length > 1
            ? {
                names: variables.map(({ key, name }) => ({ value: key, label: name })),
                value: variable.key,
                set: (key) => {
                  setPicked({ key, over: props.variable.key });
                  tell?.(variables.find((one) => one.key === key)?.variable ?? '');
                },
              }
            : undefined
        }
        openLinks={openLinks && row && ((at) => openLinks(row, at))}
        baseline={canFreeze && width >= 340 ? BASELINE : undefined}
      />
      <Detail
        {...{ variable, distribution, width, formats, context }}
        measure={answered?.query.drift.measure ?? options.measure}
        bins={options.bins}
        height={height - HEADER}
      />
    </div>
  );
}
