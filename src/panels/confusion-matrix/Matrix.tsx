import { type ThresholdsConfig } from '@grafana/data';
import React, { useCallback, useMemo, useState } from 'react';

import { type FieldContext } from '../shared/fieldContext';
import { AccessibleTable } from './AccessibleTable';
import { type Arrangement, asTheOptionsSay } from './arrange';
import { binaryView } from './binary';
import { BinaryWords, WORDS_HEIGHT, WORDS_WIDTH, wordsPlace } from './BinaryWords';
import { ColorKey, KEY_HEIGHT, keyWidth } from './ColorKey';
import { keyEntriesOf } from './keyEntries';
import { makePalette } from './colors';
import { MatrixGrid } from './MatrixGrid';
import { type CellRecords } from './cellMenu';
import { nextSort, type SortKey } from './sort';
import { type MatrixView, rearranged } from './viewModel';

interface MatrixProps {
  view: MatrixView;
  thresholds?: ThresholdsConfig;
  width: number;
  height: number;
  context: FieldContext;
  records?: CellRecords;
}

const WORDS_GAP = 20;
const KEY_FROM = { width: 340, height: 210 };

/** The matrix as who looks at it arranged it, its color key, and two classes in words: whatever there is room for. */
export function Matrix({ view: given, thresholds, width, height, context, records }: MatrixProps) {
  const { theme } = context;
  const [arrangement, setArrangement] = useState<Arrangement>(asTheOptionsSay);
  const view = useMemo(() => rearranged(given, arrangement), [given, arrangement]);
  const onSort = useCallback((by: SortKey) => setArrangement((now) => ({ ...now, sort: nextSort(now.sort, by) })), []);
  const onToggle = useCallback(
    (group: string) =>
      setArrangement((now) => {
        const toggled = new Set(now.toggled);
        return toggled.delete(group) ? { ...now, toggled } : { ...now, toggled: toggled.add(group) };
      }),
    []
  );

  const binary = useMemo(() => (given.options.words ? binaryView(view) : undefined), [given.options.words, view]);
  const place = binary && wordsPlace(width, height);
  const gridWidth = place === 'beside' ? width - WORDS_WIDTH - WORDS_GAP : width;
  const withoutWords = place === 'below' ? height - WORDS_HEIGHT : height;
  const entries = useMemo(
    () => (given.options.key ? keyEntriesOf(view, makePalette(theme), thresholds) : []),
    [given.options.key, view, theme, thresholds]
  );
  const hasKey =
    entries.length > 0 && gridWidth >= Math.max(KEY_FROM.width, keyWidth(entries)) && withoutWords >= KEY_FROM.height;
  const gridHeight = withoutWords - (hasKey ? KEY_HEIGHT : 0);
  return (
    <div style={{ width, height, display: 'flex', gap: WORDS_GAP, flexDirection: 'row' }}>
      <div style={{ width: gridWidth }}>
        <div style={{ position: 'relative', width: gridWidth, height: gridHeight }}>
          <MatrixGrid
            {...{ view, thresholds, context, records, onSort, onToggle }}
            width={gridWidth}
            height={gridHeight}
          />
        </div>
        {hasKey && <ColorKey entries={entries} left={0} />}
        {binary && place === 'below' && (
          <BinaryWords binary={binary} place="below" width={width} height={WORDS_HEIGHT} />
        )}
      </div>
      {binary && place === 'beside' && (
        <BinaryWords binary={binary} place="beside" width={WORDS_WIDTH} height={height} />
      )}
      <AccessibleTable view={view} />
    </div>
  );
}
