import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useCallback, useMemo, useState } from 'react';

import { type FieldContext, hasLinks } from '../shared/fieldContext';
import { LinksMenu, type MenuLink } from '../shared/LinksMenu';
import { type ChartContext } from './driftChart';
import { type DriftFormats, rowLinks } from './fieldDisplay';
import { Header, HEADER } from './Header';
import { ListView } from './ListView';
import { type MetricDriftOptions } from './options';
import { type DriftData, type DriftRow } from './readData';
import { missingFor, type Shown, viewsOf } from './shownView';
import { clickHint, useChosenVariable } from './useChosenVariable';
import { VariableView } from './VariableView';
import { type Variable, variablesOf } from './variables';

export interface DriftViewsProps {
  data: DriftData;
  options: MetricDriftOptions;
  width: number;
  height: number;
  formats: DriftFormats;
  context: ChartContext;
  fieldContext: FieldContext;
}

export type OpenLinks = (row: DriftRow, at: { x: number; y: number }) => void;

/** Which view is shown, which variable is open, and the ways between them. */
export function DriftViews(props: DriftViewsProps) {
  const { data, options, width, formats, fieldContext } = props;
  const styles = useStyles2(getStyles);
  const [own, setOwn] = useState<Shown>();
  const [openKey, setOpenKey] = useState<string>();
  const [menu, setMenu] = useState<{ links: MenuLink[]; x: number; y: number }>();
  const variables = useMemo(() => variablesOf(data, formats), [data, formats]);
  const { chosen, tell } = useChosenVariable(options.variable, variables, fieldContext.replaceVariables);
  const { openOnClick } = options;
  const choose = useCallback(
    ({ key, variable }: Pick<Variable, 'key' | 'variable'>) => {
      tell(variable);
      if (openOnClick) {
        setOpenKey(key);
      }
    },
    [tell, openOnClick]
  );
  const openLinks: OpenLinks | undefined = hasLinks(fieldContext.fieldConfig)
    ? (row, at) => setMenu({ links: rowLinks(fieldContext, row), ...at })
    : undefined;

  const views: Shown[] = options.view === 'auto' ? viewsOf(data) : [options.view];
  const shown = own && views.includes(own) ? own : views[0];
  const missing = missingFor(shown, data);
  const open = variables.find(({ key }) => key === openKey);
  const hasNotices = data.notices.length > 0;
  const shared = { ...props, hasNotices, openLinks };
  return (
    <>
      {missing ? (
        <>
          {views.length > 1 && <Header summary="" onView={setOwn} {...{ views, shown, width, hasNotices }} />}
          <div className={styles.missing} style={{ height: props.height - (views.length > 1 ? HEADER : 0) }}>
            {missing}
          </div>
        </>
      ) : open ? (
        <VariableView {...shared} variable={open} back={() => setOpenKey(undefined)} />
      ) : shown === 'distribution' ? (
        <VariableView {...shared} variable={chosen ?? variables[0]} variables={variables} tell={tell} />
      ) : (
        <ListView
          {...shared}
          {...{ views, shown, choose }}
          chosen={chosen?.key}
          hint={clickHint(openOnClick, options.variable)}
          onView={setOwn}
        />
      )}
      {menu && (
        <LinksMenu
          groups={[{ label: 'Links', links: menu.links }]}
          {...{ x: menu.x, y: menu.y }}
          onClose={() => setMenu(undefined)}
        />
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  missing: css({
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    padding: theme.spacing(2),
    color: theme.colors.text.secondary,
    textAlign: 'center',
    overflow: 'auto',
  }),
});
